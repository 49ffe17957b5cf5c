import type { SurfaceDistances } from "./surface_distances.ts";

/**
 * HD95 = the 95th percentile of the distances of both surfaces, joined in one list; between two values it is interpolated
 * linearly (numpy's default). This is medpy's definition; the maximum of the percentiles of either list, which others take, is
 * another number.
 *
 * @returns mm from 0. Infinity when one mask is empty and the other is not; 0 when both are.
 */
export function hd95({ fromFirst, fromSecond }: SurfaceDistances): number {
  const joined = new Float64Array(fromFirst.length + fromSecond.length);
  joined.set(fromFirst);
  joined.set(fromSecond, fromFirst.length);
  if (joined.length === 0) return 0;
  joined.sort();
  const place = 0.95 * (joined.length - 1), index = Math.floor(place);
  const low = joined[index], high = joined[Math.min(index + 1, joined.length - 1)];
  return low === high ? low : low + (place - index) * (high - low);
}
