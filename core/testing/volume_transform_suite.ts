import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { stream } from "../data/random.ts";
import type { PatchImage, VolumeTransform } from "../data/volumes/volume_transform.ts";
import type { Triple } from "../volume/volume.ts";
import type { Register } from "./model_suite.ts";

/** A transform of volumes to put through {@linkcode volumeTransformSuite}. */
export interface VolumeTransformCase {
  /** Its name in the registry. */
  readonly name: string;
  /** Builds it so that it acts, or not, on every patch. */
  readonly build: (acts: boolean) => VolumeTransform;
}

/** Patches that every transform meets: plain, of slices far apart, a single voxel, several channels. */
const PATCHES: readonly { size: Triple; channels: number }[] = [
  { size: [6, 7, 5], channels: 1 },
  { size: [2, 9, 8], channels: 2 },
  { size: [1, 1, 1], channels: 1 },
  { size: [4, 1, 3], channels: 3 },
];

/** What every transform of volumes must do; see {@linkcode VolumeTransform}. */
export function volumeTransformSuite(
  { name, build }: VolumeTransformCase,
  register: Register = Deno.test,
): void {
  const test = (claim: string, fn: () => void) => register(`${name} ${claim}`, fn);

  test("is named as in the registry", () => assertEquals(build(true).name, name));

  test("draws from its stream alone, and again the same", () => {
    const transform = build(true);
    for (const { size, channels } of PATCHES) {
      const seen = [1, 1, 2, 3, 4].map((seed) => outcome(transform, seed, size, channels));
      assertEquals(seen[0], seen[1]);
      if (size[0] === 6) assertNotEquals(seen.slice(1), [seen[1], seen[1], seen[1], seen[1]]);
    }
  });

  test("does nothing where its chance is 0", () => {
    for (const { size, channels } of PATCHES) {
      const draw = build(false).draw(stream("suite"), size, channels);
      assertEquals([draw.map, draw.voxels], [undefined, undefined]);
    }
  });

  test("gives maps that can be undone, and finite values, of constant images too", () => {
    for (const { size, channels } of PATCHES) {
      for (let seed = 0; seed < 10; seed++) {
        const { map, voxels } = build(true).draw(stream(seed), size, channels);
        if (map) assert(Math.abs(determinant(map)) > 1e-3, `${map}`);
        for (
          const image of [patch(size, channels), { ...patch(size, channels), data: flat(size, channels) }]
        ) {
          voxels?.(image);
          assert(image.data.every(Number.isFinite));
        }
      }
    }
  });
}

/** Map and changed voxels of one draw. */
function outcome(transform: VolumeTransform, seed: number, size: Triple, channels: number): unknown {
  const { map, voxels } = transform.draw(stream(seed), size, channels);
  const image = patch(size, channels), again = patch(size, channels);
  voxels?.(image);
  voxels?.(again);
  assertEquals(image.data, again.data);
  return { map, data: image.data };
}

function patch(size: Triple, channels: number): PatchImage {
  const random = stream("patch", ...size, channels);
  return { size, channels, data: flat(size, channels).map(() => random.normal()) };
}

function flat([depth, height, width]: Triple, channels: number): Float32Array {
  return new Float32Array(channels * depth * height * width).fill(1.5);
}

function determinant([a, b, c, d, e, f, g, h, i]: readonly number[]): number {
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}
