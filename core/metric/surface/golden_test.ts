import { assertAlmostEquals, assertEquals } from "@std/assert";
import golden from "../../../tests/goldens/surface.json" with { type: "json" };
import { assd } from "./assd.ts";
import { hd95 } from "./hd95.ts";
import { type SurfaceDistances, surfaceDistances } from "./surface_distances.ts";

const masks = golden.masks as Record<string, { shape: number[]; rows: string[] }>;
const mean = (list: Float64Array) => list.reduce((a, b) => a + b, 0) / list.length;
const one = (list: Float64Array): SurfaceDistances => ({ fromFirst: list, fromSecond: new Float64Array(0) });

for (const item of golden.cases) {
  const { name, a, b, spacing } = item;
  const mask = (name: string) => Uint8Array.from(masks[name].rows.join(""), Number);
  const distances = () => surfaceDistances(mask(a), mask(b), { size: masks[a].shape, spacing });

  if (item.expected_hd95 === null || item.surface_voxels_a === undefined) {
    Deno.test(`a mask of the golden case ${name} is empty: Infinity, or perfect where both are`, () => {
      const wanted = a === b ? 0 : Infinity;
      assertEquals([hd95(distances()), assd(distances())], [wanted, wanted]);
    });
    continue;
  }
  Deno.test(`surfaceDistances() agrees with the golden case ${name}`, () => {
    const found = distances(), { fromFirst, fromSecond } = found;
    assertEquals([fromFirst.length, fromSecond.length], [item.surface_voxels_a, item.surface_voxels_b]);
    const numbers: [number, number | undefined][] = [
      [hd95(found), item.expected_hd95],
      [assd(found), item.expected_assd],
      [Math.max(...fromFirst, ...fromSecond), item.expected_hd],
      [mean(fromFirst), item.expected_asd_a_to_b],
      [mean(fromSecond), item.expected_asd_b_to_a],
      [Math.max(hd95(one(fromFirst)), hd95(one(fromSecond))), item.alt_hd95_max_of_directed],
      [(mean(fromFirst) + mean(fromSecond)) / 2, item.alt_assd_mean_of_directed],
    ];
    for (const [value, wanted] of numbers) assertAlmostEquals(value, wanted!, 1e-8 * Math.max(1, wanted!));
  });
}
