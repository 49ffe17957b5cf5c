import { assertEquals, assertThrows } from "@std/assert";
import { determinant, flipLps, geometry, spacingOf, worldPoint } from "./geometry.ts";

const affine = [0, -2, 0, 1, 3, 0, 0, 2, 0, 0, -4, 3];

Deno.test("geometry() takes spacing from the affine's columns", () => {
  assertEquals(geometry([2, 3, 4], affine), { size: [2, 3, 4], affine, spacing: [3, 2, 4] });
  assertEquals(spacingOf([3, 0, 0, 0, 4, 1, 0, 0, 0, 0, 1, 0]), [5, 1, 1]);
  assertEquals(determinant(affine), -24);
  assertEquals(worldPoint(affine, [1, 1, 1]), [-1, 5, -1]);
});

Deno.test("geometry() refuses sizes and affines that are none", () => {
  for (const size of [[0, 1, 1], [1, 1.5, 1], [1, 1, NaN]] as const) {
    assertThrows(() => geometry(size, affine), RangeError, "expected 3 sides of 1 voxel or more");
  }
  const flat = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0];
  for (
    const wrong of [flat, affine.slice(1), affine.with(5, NaN), affine.with(3, Infinity), Array(12).fill(0)]
  ) {
    assertThrows(() => geometry([1, 1, 1], wrong), RangeError, "expected an affine of 12 finite numbers");
  }
});

Deno.test("flipLps() is its own inverse and gives no negative zeros", () => {
  assertEquals(flipLps(affine), [0, 2, 0, -1, -3, 0, 0, -2, 0, 0, -4, 3]);
  assertEquals(flipLps(flipLps(affine)), affine);
});
