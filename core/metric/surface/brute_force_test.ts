import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { stream } from "../../data/random.ts";
import { assd } from "./assd.ts";
import { boundary } from "./boundary.ts";
import { connectedComponents } from "./components.ts";
import { distanceTransform } from "./distance_transform.ts";
import { hd95 } from "./hd95.ts";
import { nsd } from "./nsd.ts";
import { classSurfaceDistances } from "./surface_distances.ts";
import {
  allPairs,
  distance,
  drawMaps,
  flood,
  indexOf,
  percentile,
  places,
  surfacePlaces,
} from "./testdata/brute_force.ts";

const VOLUMES = 2000;

/** Equal up to rounding; Infinity equals itself. */
function assertNear(found: number, wanted: number, what: string): void {
  if (found !== wanted) assertAlmostEquals(found, wanted, 1e-9 * Math.max(1, wanted), what);
}

Deno.test("classSurfaceDistances() equals comparing all pairs on 2,000 random label maps", () => {
  let missed = 0, absent = 0, uneven = 0;
  for (let i = 0; i < VOLUMES; i++) {
    const { a, b, grid, classes } = drawMaps(stream("surfaces", i));
    if (new Set(grid.spacing).size > 1) uneven++;
    classSurfaceDistances(a, b, grid, classes).forEach((found, c) => {
      const wanted = allPairs(a, b, grid, c + 1), what = `map ${i}, class ${c + 1}`;
      const both = wanted.flat(), tolerance = 1.9;
      [found.fromFirst, found.fromSecond].forEach((list, side) => {
        assertEquals(list.length, wanted[side].length, what);
        list.forEach((value, at) => assertNear(value, wanted[side][at], what));
      });
      if (both.length === 0) {
        absent++;
        assertEquals([hd95(found), assd(found), nsd(found, tolerance)], [0, 0, 1], what);
        return;
      }
      if (wanted.some((list) => list.length === 0)) missed++;
      assertNear(hd95(found), percentile(both, 0.95), what);
      assertNear(assd(found), both.reduce((x, y) => x + y) / both.length, what);
      const within = both.filter((value) => value <= tolerance + 1e-8).length;
      assertEquals(nsd(found, tolerance), within / both.length, what);
    });
  }
  assert(
    missed > 200 && absent > 100 && uneven > 1000,
    `${missed} missed, ${absent} absent, ${uneven} uneven`,
  );
});

Deno.test("distanceTransform() equals comparing all pairs on 2,000 random masks", () => {
  for (let i = 0; i < VOLUMES; i++) {
    const { a, grid: { size, spacing } } = drawMaps(stream("distances", i));
    const all = places(size), features = all.filter((at) => a[indexOf(at, size)]);
    distanceTransform(a, { size, spacing }).forEach((found, at) => {
      const wanted = features.reduce(
        (least, to) => Math.min(least, distance(all[at], to, spacing)),
        Infinity,
      );
      assertNear(found, wanted, `mask ${i}, voxel ${at}`);
    });
  }
});

Deno.test("boundary() holds the voxels with a face on the outside, on 2,000 random masks", () => {
  for (let i = 0; i < VOLUMES; i++) {
    const { a, grid: { size } } = drawMaps(stream("boundary", i));
    const wanted = new Uint8Array(a.length);
    for (const at of surfacePlaces((at) => a[indexOf(at, size)] > 0, size)) wanted[indexOf(at, size)] = 1;
    assertEquals(boundary(a, { size }), wanted, `mask ${i}`);
  }
});

Deno.test("connectedComponents() equals flooding on 2,000 random label maps, for every connectivity", () => {
  for (let i = 0; i < VOLUMES; i++) {
    const { a, grid: { size } } = drawMaps(stream("components", i));
    const kinds = size.length === 2 ? [4, 8] as const : [6, 18, 26] as const, kind = i % kinds.length;
    const { ids, sizes, labels } = connectedComponents(a, size, kinds[kind]);
    const wanted = flood(a, size, kind + 1), what = `map ${i}, ${kinds[kind]} neighbours`;
    assertEquals([...ids], wanted, what);
    sizes.forEach((count, id) => assertEquals(count, wanted.filter((other) => other === id).length, what));
    wanted.forEach((id, at) => assertEquals(labels[id], a[at], what));
  }
});
