import { assertEquals } from "@std/assert";
import { fullestSlices } from "./fullest.ts";
import { geometry, worldPoint } from "./geometry.ts";
import { greyLevels } from "./grey_levels.ts";
import { PLANES, viewPlane } from "./plane.ts";
import type { Triple } from "./volume.ts";

/** Which way each letter lies: world axis and direction. */
const LETTERS: Readonly<Record<string, readonly [axis: number, sign: number]>> = {
  ...{ R: [0, 1], L: [0, -1], A: [1, 1], P: [1, -1], S: [2, 1], I: [2, -1] },
};

/** Affines of all 48 ways to store a volume of 1 x 2 x 3 mm voxels. */
function* orientations(): Generator<number[]> {
  for (const axes of [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]) {
    for (let signs = 0; signs < 8; signs++) {
      const affine = new Array(12).fill(0);
      axes.forEach((world, axis) => affine[4 * world + axis] = (axis + 1) * (signs >> axis & 1 ? -1 : 1));
      yield affine;
    }
  }
}

Deno.test("viewPlane() has its letters where it says, however a volume is stored", () => {
  const size = [3, 4, 5] as const;
  for (const affine of orientations()) {
    for (const plane of PLANES) {
      const { axis, width, height, spacing, edges: [left, right, top, bottom], voxels } = viewPlane(
        geometry([...size], affine),
        plane,
      );
      const found = voxels(1),
        world = (i: number): Triple =>
          worldPoint(affine, [found[i] % 3, Math.floor(found[i] / 3) % 4, Math.floor(found[i] / 12)]);
      assertEquals(new Set(found).size, width * height);
      assertEquals(width * height * size[axis], 60);
      const [from, to, below] = [world(0), world(width - 1), world(width * (height - 1))];
      for (const [letter, a, b] of [[right, from, to], [bottom, from, below]] as const) {
        const [along, sign] = LETTERS[letter];
        assertEquals(Math.sign(b[along] - a[along]), sign, `${plane} ${affine}`);
      }
      assertEquals([LETTERS[left][0], LETTERS[top][0]], [LETTERS[right][0], LETTERS[bottom][0]]);
      const apart = (a: Triple, b: Triple) => Math.hypot(...a.map((value, i) => value - b[i]));
      assertEquals(spacing, [apart(from, to) / (width - 1), apart(from, below) / (height - 1)]);
    }
  }
});

Deno.test("fullestSlices() counts along every axis, and finds none in nothing", () => {
  const labels = new Uint8Array(24), at = (x: number, y: number, z: number) => x + 2 * (y + 3 * z);
  for (const voxel of [at(1, 0, 0), at(1, 2, 3), at(0, 2, 3)]) labels[voxel] = 2;
  assertEquals(fullestSlices(labels, [2, 3, 4]), [1, 2, 3]);
  assertEquals(fullestSlices(new Uint8Array(24), [2, 3, 4]), undefined);
});

Deno.test("greyLevels() clips a hundredth at each end, and flat values are black", () => {
  const values = Float64Array.from({ length: 201 }, (_, i) => i === 200 ? 1e6 : i);
  const grey = greyLevels(values);
  assertEquals([grey[0], grey[2], grey[100], grey[198], grey[200]], [0, 0, 128, 255, 255]);
  assertEquals([...greyLevels(new Float64Array(2).fill(3))], [0, 0]);
  assertEquals([...greyLevels(Float64Array.of(5), Float64Array.of(0, 10))], [128]);
});
