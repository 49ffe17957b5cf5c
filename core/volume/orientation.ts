import { geometry, worldPoint } from "./geometry.ts";
import { reorder } from "./reorder.ts";
import type { Geometry, Triple, Volume } from "./volume.ts";

/** Which stored axis becomes which canonical one, and which way it runs. */
export interface Orientation {
  /** For right, front and up: the stored axis (0, 1 or 2) closest to it. */
  readonly axes: Triple;
  /** For right, front and up: whether the stored axis runs the other way. */
  readonly flipped: readonly [boolean, boolean, boolean];
}

/** In the order in which ties between equally close axes are settled: as stored first. */
const PERMUTATIONS: readonly Triple[] = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];
/** Closer by less than this is a tie: rounding must not decide. */
const TIE = 1e-6;

/** The canonical orientation's view of an affine: the assignment of axes with the greatest sum of |cosines|. */
export function orientationOf({ affine, spacing }: Pick<Geometry, "affine" | "spacing">): Orientation {
  const cosine = (world: number, axis: number) => affine[4 * world + axis] / spacing[axis];
  const score = (axes: Triple) => axes.reduce((sum, axis, world) => sum + Math.abs(cosine(world, axis)), 0);
  const axes = PERMUTATIONS.reduce((best, next) => score(next) > score(best) + TIE ? next : best);
  const flipped = (world: number) => cosine(world, axes[world]) < 0;
  return { axes, flipped: [flipped(0), flipped(1), flipped(2)] };
}

/** Three letters that say where x, y and z run to: "RAS" is canonical, "LPS" how DICOM files usually are. */
export function orientationCode(geometry: Pick<Geometry, "affine" | "spacing">): string {
  const { axes, flipped } = orientationOf(geometry);
  const letters = ["", "", ""];
  axes.forEach((axis, world) => letters[axis] = (flipped[world] ? "LPI" : "RAS")[world]);
  return letters.join("");
}

/** Geometry after `toCanonical`: without the header, unless nothing has to move. */
export function canonicalGeometry(original: Geometry): Geometry {
  const orientation = orientationOf(original), { axes, flipped } = orientation;
  if (isCanonical(orientation)) return original;
  const { affine, size } = original;
  const corner: number[] = [0, 0, 0];
  axes.forEach((axis, world) => corner[axis] = flipped[world] ? size[axis] - 1 : 0);
  const origin = worldPoint(affine, corner as unknown as Triple);
  const rows = [0, 1, 2].flatMap((row) => [
    ...axes.map((axis, world) => affine[4 * row + axis] * (flipped[world] ? -1 : 1)),
    origin[row],
  ]);
  return geometry([size[axes[0]], size[axes[1]], size[axes[2]]], rows);
}

/**
 * Turns a volume so that x, y and z run, as nearly as its axes allow, to the right, to the front and up. Voxels move, values
 * and places in the world do not; nothing is interpolated.
 *
 * @returns The volume itself where it is canonical already.
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { fromCanonical, geometry, toCanonical } from "@dragsaw/core/volume";
 *
 * const stored = { ...geometry([2, 1, 1], [-3, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]), channels: 1, data: Uint8Array.of(7, 8) };
 * const canonical = toCanonical(stored);
 * assertEquals([...canonical.data], [8, 7]);
 * assertEquals(canonical.affine, [3, 0, 0, -3, 0, 1, 0, 0, 0, 0, 1, 0]);
 * assertEquals(fromCanonical(canonical, stored), stored);
 * ```
 */
export function toCanonical(volume: Volume): Volume {
  const orientation = orientationOf(volume);
  if (isCanonical(orientation)) return volume;
  const { axes, flipped } = orientation, { channels } = volume;
  return {
    ...canonicalGeometry(volume),
    channels,
    data: reorder(volume.data, volume.size, channels, axes, flipped),
  };
}

/**
 * Turns a canonical volume back to how the original was stored: the exact inverse of `toCanonical`, also for other data on the
 * same grid, such as labels predicted for it.
 *
 * @param volume On the canonical grid, any channels. @param original Geometry of what `toCanonical` was given.
 * @returns With the original's size, affine and header.
 * @throws {RangeError} when the volume is not of the original's canonical size.
 */
export function fromCanonical(volume: Volume, original: Geometry): Volume {
  const { axes, flipped } = orientationOf(original), { size, affine, spacing, header } = original;
  const wanted = axes.map((axis) => size[axis]);
  if (wanted.some((side, i) => side !== volume.size[i])) {
    throw new RangeError(
      `Cannot turn the volume back: expected ${wanted.join(" x ")} voxels, found ${volume.size.join(" x ")}`,
    );
  }
  const back: number[] = [0, 0, 0], flips = [false, false, false];
  axes.forEach((axis, world) => (back[axis] = world, flips[axis] = flipped[world]));
  const inverse = back as unknown as Triple;
  const data = reorder(volume.data, volume.size, volume.channels, inverse, flips);
  return { size, affine, spacing, ...header && { header }, channels: volume.channels, data };
}

function isCanonical({ axes, flipped }: Orientation): boolean {
  return axes.every((axis, world) => axis === world) && !flipped.includes(true);
}
