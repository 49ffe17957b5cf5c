import type { SurfaceDistances } from "./surface_distances.ts";

/**
 * ASSD, average symmetric surface distance = mean of the distances of both surfaces, joined in one list, so that each surface
 * voxel counts the same (medpy from 0.5; before, the mean of the two lists' means).
 *
 * @returns mm from 0. Infinity when one mask is empty and the other is not; 0 when both are.
 */
export function assd({ fromFirst, fromSecond }: SurfaceDistances): number {
  const count = fromFirst.length + fromSecond.length;
  if (count === 0) return 0;
  let sum = 0;
  for (const distance of fromFirst) sum += distance;
  for (const distance of fromSecond) sum += distance;
  return sum / count;
}
