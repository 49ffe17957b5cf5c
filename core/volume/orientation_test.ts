import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { geometry, worldPoint } from "./geometry.ts";
import {
  canonicalGeometry,
  fromCanonical,
  orientationCode,
  orientationOf,
  toCanonical,
} from "./orientation.ts";
import type { Triple, Volume } from "./volume.ts";

const SIZE: Triple = [3, 4, 5];
const PERMUTATIONS: Triple[] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
const SIGNS = [-1, 1].flatMap((a) => [-1, 1].flatMap((b) => [-1, 1].map((c): Triple => [a, b, c])));

/** Stored axis a runs along world axis axes[a]. */
function volume(axes: Triple, signs: Triple, data: Volume["data"] = counted()): Volume {
  const spacing = [0.5, 0.75, 2], affine: number[] = Array(12).fill(0);
  axes.forEach((world, axis) => affine[4 * world + axis] = signs[axis] * spacing[axis]);
  [3, 7, 11].forEach((at, i) => affine[at] = [10, -20, 30][i]);
  return { ...geometry(SIZE, affine), channels: data.length / 60, data };
}

function counted(): Int16Array {
  return Int16Array.from({ length: 120 }, (_, i) => i);
}

/** Value and world place of every voxel of the first channel, sorted. */
function placed({ size, affine, data }: Volume): string[] {
  const found: string[] = [];
  for (let i = 0; i < size[0] * size[1] * size[2]; i++) {
    const at: Triple = [i % size[0], Math.floor(i / size[0]) % size[1], Math.floor(i / (size[0] * size[1]))];
    found.push(`${worldPoint(affine, at).map((v) => v.toFixed(4))} ${data[i]}`);
  }
  return found.sort();
}

Deno.test("toCanonical() and fromCanonical() are exact inverses for all 48 orientations", () => {
  for (const axes of PERMUTATIONS) {
    for (const signs of SIGNS) {
      const stored = volume(axes, signs), canonical = toCanonical(stored);
      assertEquals(orientationCode(canonical), "RAS");
      assertEquals(placed(canonical), placed(stored));
      assertEquals(canonicalGeometry(stored).affine, canonical.affine);
      const back = fromCanonical(canonical, stored);
      assertEquals(back, stored);
      assertEquals(back.affine, stored.affine);
      assertEquals(orientationCode(stored), axes.map((w, a) => (signs[a] > 0 ? "RAS" : "LPI")[w]).join(""));
    }
  }
});

Deno.test("toCanonical() gives the volume itself, header and all, when nothing has to move", () => {
  const stored = volume([0, 1, 2], [1, 1, 1]);
  assertEquals(toCanonical(stored) === stored, true);
  assertEquals(
    "header" in
      toCanonical({
        ...volume([0, 1, 2], [-1, 1, 1]),
        header: { version: 1, littleEndian: true, bytes: new Uint8Array(), extensions: new Uint8Array() },
      }),
    false,
  );
});

const angle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });
const lengths = fc.tuple(...Array(3).fill(fc.double({ min: 0.2, max: 6, noNaN: true }))) as fc.Arbitrary<
  number[]
>;

/** Rotations about z, y and x, with sizes and a little shear. */
function oblique([a, b, c]: number[], sizes: number[], shear: number): number[] {
  const [ca, sa, cb, sb, cc, sc] = [a, b, c].flatMap((t) => [Math.cos(t), Math.sin(t)]);
  const r = [
    [ca * cb, ca * sb * sc - sa * cc, ca * sb * cc + sa * sc],
    [sa * cb, sa * sb * sc + ca * cc, sa * sb * cc - ca * sc],
    [-sb, cb * sc, cb * cc],
  ];
  return r.flatMap((
    row,
    i,
  ) => [row[0] * sizes[0], (row[1] + shear * row[0]) * sizes[1], row[2] * sizes[2], i * 7]);
}

Deno.test("toCanonical() of oblique affines keeps every voxel's place, and comes back to the bit", () => {
  fc.assert(
    fc.property(
      fc.tuple(angle, angle, angle),
      lengths,
      fc.double({ min: -0.2, max: 0.2, noNaN: true }),
      (turn, sizes, shear) => {
        const stored: Volume = {
          ...geometry(SIZE, oblique(turn, sizes, shear)),
          channels: 2,
          data: counted(),
        };
        const canonical = toCanonical(stored), { axes, flipped } = orientationOf(canonical);
        assertEquals([axes, flipped], [[0, 1, 2], [false, false, false]]);
        const back = fromCanonical(canonical, stored);
        assertEquals([back.data, back.affine === stored.affine, back.size], [stored.data, true, SIZE]);
        // Value = index: its place by way of the canonical volume is its place as stored
        for (const i of [0, 7, 33, 59]) {
          const at = canonical.data.indexOf(i as never), [nx, ny] = canonical.size;
          const there = worldPoint(canonical.affine, [
            at % nx,
            Math.floor(at / nx) % ny,
            Math.floor(at / (nx * ny)),
          ]);
          const here = worldPoint(stored.affine, [i % 3, Math.floor(i / 3) % 4, Math.floor(i / 12)]);
          there.forEach((value, w) => assertAlmostEquals(value, here[w], 1e-9));
        }
      },
    ),
    { seed: 3 },
  );
});

Deno.test("toCanonical() moves all types of voxels, NaN and 64 bits to the bit", () => {
  const bits = BigUint64Array.from({ length: 60 }, (_, i) => 0x7ff8000000000001n + BigInt(i) * 0x1000000000n);
  for (
    const data of [
      bits,
      new BigInt64Array(bits.buffer),
      Float32Array.from(counted().subarray(0, 60)),
      new Uint8Array(60).map((_, i) => i),
    ]
  ) {
    const stored = volume([2, 0, 1], [-1, 1, -1], data);
    assertEquals(fromCanonical(toCanonical(stored), stored).data, data);
  }
});

Deno.test("fromCanonical() takes other data on the grid, and refuses another grid", () => {
  const stored = volume([2, 0, 1], [-1, 1, -1]), canonical = toCanonical(stored);
  const labels: Volume = {
    ...canonical,
    channels: 1,
    data: Uint8Array.from(canonical.data.subarray(0, 60) as Int16Array),
  };
  assertEquals(fromCanonical(labels, stored).data, Uint8Array.from({ length: 60 }, (_, i) => i));
  assertThrows(
    () => fromCanonical(stored, stored),
    RangeError,
    "Cannot turn the volume back: expected 4 x 5 x 3 voxels, found 3 x 4 x 5",
  );
});

Deno.test("orientationOf() settles axes at 45 degrees as stored, whatever rounding does", () => {
  for (const wobble of [0, 1e-9, -1e-9]) {
    const t = Math.PI / 4 + wobble,
      affine = [Math.cos(t), -Math.sin(t), 0, 0, Math.sin(t), Math.cos(t), 0, 0, 0, 0, 1, 0];
    assertEquals(orientationOf(geometry(SIZE, affine)).axes, [0, 1, 2]);
  }
});
