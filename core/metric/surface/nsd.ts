import type { SurfaceDistances } from "./surface_distances.ts";

/** Part of a tolerance by which rounding may lengthen a distance that equals it. */
const ROUNDING = 1e-9;

/**
 * NSD, normalised surface Dice = share of both surfaces' voxels, counted together, that lie within `tolerance` of the other
 * surface (Nikolov et al., arXiv 1809.04430). Surface voxels count the same whatever area they stand for, as in MONAI; DeepMind's
 * `surface-distance` weighs them by area.
 *
 * @param tolerance mm from 0; a distance equal to it is within.
 * @returns 0 to 1. 0 when one mask is empty and the other is not; 1 when both are.
 * @throws {RangeError} for a tolerance that is below 0 or not finite.
 */
export function nsd({ fromFirst, fromSecond }: SurfaceDistances, tolerance: number): number {
  if (!(tolerance >= 0 && Number.isFinite(tolerance))) {
    throw new RangeError(`Cannot measure NSD within ${tolerance} mm: wanted a finite number from 0`);
  }
  const count = fromFirst.length + fromSecond.length, limit = tolerance * (1 + ROUNDING);
  if (count === 0) return 1;
  let within = 0;
  for (const distance of fromFirst) if (distance <= limit) within++;
  for (const distance of fromSecond) if (distance <= limit) within++;
  return within / count;
}
