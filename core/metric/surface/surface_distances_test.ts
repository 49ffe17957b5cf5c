import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { assd } from "./assd.ts";
import type { Grid } from "./grid.ts";
import { hd95 } from "./hd95.ts";
import { nsd } from "./nsd.ts";
import { classSurfaceDistances, surfaceDistances } from "./surface_distances.ts";

const spacings = fc.double({ min: 0.2, max: 5, noNaN: true });
/** Two masks on one grid of two or three axes. */
const pairs = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 3 }).chain((size) => {
  const voxels = size.reduce((a, b) => a * b, 1);
  const mask = fc.uint8Array({ min: 0, max: 1, minLength: voxels, maxLength: voxels });
  const spacing = fc.array(spacings, { minLength: size.length, maxLength: size.length });
  return fc.record({ a: mask, b: mask, grid: spacing.map((spacing): Grid => ({ size, spacing })) });
});
const RUNS = { numRuns: 300, seed: 7 };
const all = (a: Uint8Array, b: Uint8Array, grid: Grid, tolerance: number) => {
  const found = surfaceDistances(a, b, grid);
  return [hd95(found), assd(found), nsd(found, tolerance)];
};
const near = (found: number[], wanted: number[]) =>
  found.forEach((value, i) =>
    assert(value === wanted[i] || Math.abs(value - wanted[i]) <= 1e-9 * Math.max(1, wanted[i]))
  );

Deno.test("surface metrics do not depend on which mask comes first, and are perfect for one and the same", () => {
  fc.assert(
    fc.property(pairs, ({ a, b, grid }) => {
      near(all(a, b, grid, 1), all(b, a, grid, 1));
      assertEquals(all(a, a, grid, 0), [0, 0, 1]);
    }),
    RUNS,
  );
});

Deno.test("surface metrics grow with the spacing", () => {
  fc.assert(
    fc.property(pairs, fc.constantFrom(0.25, 0.5, 2, 8), ({ a, b, grid }, factor) => {
      const spacing = grid.spacing!.map((step) => factor * step);
      const [farthest, average, share] = all(a, b, grid, 1);
      near(all(a, b, { ...grid, spacing }, factor), [factor * farthest, factor * average, share]);
    }),
    RUNS,
  );
});

Deno.test("surface metrics stay the same when both masks move, and when axes change places", () => {
  fc.assert(
    fc.property(pairs, fc.array(fc.nat(2), { minLength: 6, maxLength: 6 }), ({ a, b, grid }, margins) => {
      const { size, spacing } = grid,
        wider = size.map((side, axis) => side + margins[axis] + margins[3 + axis]);
      const moved = [a, b].map((mask) => {
        const placed = new Uint8Array(wider.reduce((x, y) => x * y, 1));
        mask.forEach((value, i) => {
          let rest = i, at = 0, stride = 1;
          for (let axis = size.length - 1; axis >= 0; axis--) {
            at += (rest % size[axis] + margins[axis]) * stride;
            rest = Math.floor(rest / size[axis]);
            stride *= wider[axis];
          }
          placed[at] = value;
        });
        return placed;
      });
      near(all(moved[0], moved[1], { size: wider, spacing }, 1), all(a, b, grid, 1));
      const [rows, columns] = [size[0], a.length / size[0]];
      if (size.length !== 2) return;
      const turn = (mask: Uint8Array) =>
        mask.map((_, i) => mask[(i % rows) * columns + Math.floor(i / rows)]);
      const turned = { size: size.toReversed(), spacing: spacing!.toReversed() };
      near(all(turn(a), turn(b), turned, 1), all(a, b, grid, 1));
    }),
    RUNS,
  );
});

Deno.test("surfaceDistances() of a missed structure are infinite, of none at all there are none", () => {
  const grid = { size: [2, 2], spacing: [1, 2] },
    empty = new Uint8Array(4),
    full = new Uint8Array(4).fill(255);
  for (const [a, b] of [[empty, full], [full, empty]]) {
    assertEquals(all(a, b, grid, 1000), [Infinity, Infinity, 0]);
  }
  assertEquals(all(empty, empty, grid, 0), [0, 0, 1]);
  assertEquals(surfaceDistances(full, full, grid).fromFirst.length, 4);
});

Deno.test("a single slice of a volume has surface on both sides, an image has not", () => {
  const disc = new Uint8Array(25).fill(1), dot = new Uint8Array(25);
  dot[12] = 1;
  assertEquals(surfaceDistances(disc, dot, { size: [5, 5] }).fromFirst.length, 16);
  assertEquals(surfaceDistances(disc, dot, { size: [1, 5, 5] }).fromFirst.length, 25);
});

Deno.test("hd95() interpolates between values, nsd() counts a distance that equals the tolerance", () => {
  const found = { fromFirst: Float64Array.of(0, 3, 1), fromSecond: Float64Array.of(2) };
  assertAlmostEquals(hd95(found), 2 + 0.85, 1e-12);
  assertEquals([assd(found), nsd(found, 2), nsd(found, 1.99)], [1.5, 0.75, 0.5]);
  // 3 steps of 0.1 are 0.30000000000000004
  const line = surfaceDistances(Uint8Array.of(1, 0, 0, 0), Uint8Array.of(0, 0, 0, 1), {
    size: [1, 4],
    spacing: [1, 0.1],
  });
  assertEquals([nsd(line, 0.3), nsd(line, 0.299)], [1, 0]);
});

Deno.test("classSurfaceDistances() tells what does not fit", () => {
  const four = new Uint8Array(4), grid = { size: [2, 2] };
  const refuses = (run: () => unknown, message: string) => assertThrows(run, RangeError, message);
  refuses(() => surfaceDistances(four, new Uint8Array(5), grid), "found 5 voxels, wanted 4 for the size 2x2");
  refuses(() => surfaceDistances(four, four, { size: [4] }), "found 1 axes, wanted 2 or 3");
  refuses(() => surfaceDistances(four, four, { size: [2, 2], spacing: [1] }), "wanted 2 positive numbers");
  refuses(() => surfaceDistances(four, four, { size: [2, 2], spacing: [1, 0] }), "the spacing [1, 0]");
  refuses(() => surfaceDistances(four, four, { size: [0.5, 8] }), "the size 0.5x8");
  refuses(
    () => classSurfaceDistances(four, Uint8Array.of(0, 0, 3, 0), grid, 3),
    "label 3 at voxel [0, 1, 0]: classes are 0 to 2",
  );
  refuses(() => nsd(surfaceDistances(four, four, grid), -1), "within -1 mm");
});
