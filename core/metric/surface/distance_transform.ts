import { type Grid, solid } from "./grid.ts";
import { squaredDistances } from "./squared_distances.ts";

/**
 * Exact Euclidean distance from each voxel to the nearest feature, centre to centre, in 2D and 3D, in linear time
 * (Felzenszwalb and Huttenlocher 2012).
 *
 * @param features Not 0 where a feature is; there the distance is 0.
 * @returns mm (voxels where the grid has no spacing); Infinity everywhere when there is no feature.
 * @throws {RangeError} for a grid that does not fit.
 *
 * @example Rows 3 mm apart, columns 1 mm
 * ```ts
 * import { distanceTransform } from "@dragsaw/core/metric";
 * import { assertEquals } from "@std/assert";
 *
 * const grid = { size: [2, 3], spacing: [3, 1] };
 * assertEquals([...distanceTransform(Uint8Array.of(0, 0, 1, 0, 0, 0), grid)].map(Math.floor), [2, 1, 0, 3, 3, 3]);
 * ```
 */
export function distanceTransform(features: Uint8Array, grid: Grid): Float64Array {
  const box = solid(grid, features.length, "transform distances"), width = box.size[2];
  const distances = new Float64Array(features.length);
  squaredDistances(features, box, {
    wanted: () => true,
    visit(row, squared) {
      for (let x = 0, i = row * width; x < width; x++, i++) distances[i] = Math.sqrt(squared[x]);
    },
  });
  return distances;
}
