import type { Triple, Voxels } from "./volume.ts";
import { emptyVoxels, voxelType } from "./voxel_type.ts";

/**
 * Permutes and mirrors axes: out[i0, i1, i2] = in[...], where axis `a` of the result is axis `axes[a]` of the input, mirrored
 * if `flipped[a]`.
 *
 * @param size Of the input, x fastest. @param channels Volumes one after another, each turned alike.
 * @returns A copy.
 */
export function reorder(
  data: Voxels,
  size: Triple,
  channels: number,
  axes: Triple,
  flipped: readonly boolean[],
): Voxels {
  const strides = [1, size[0], size[0] * size[1]], voxels = size[0] * size[1] * size[2];
  const [nx, ny, nz] = axes.map((axis) => size[axis]);
  const [sx, sy, sz] = axes.map((axis, a) => strides[axis] * (flipped[a] ? -1 : 1));
  const first = axes.reduce((sum, axis, a) => sum + (flipped[a] ? strides[axis] * (size[axis] - 1) : 0), 0);
  const result = emptyVoxels(voxelType(data), data.length);
  // One loop for all types: numbers and bigints are only moved
  const from = data as unknown as Float64Array, to = result as unknown as Float64Array;
  let out = 0;
  for (let c = 0; c < channels; c++) {
    for (let z = 0; z < nz; z++) {
      for (let y = 0; y < ny; y++) {
        let at = c * voxels + first + z * sz + y * sy;
        if (sx === 1) {
          to.set(from.subarray(at, at + nx), out);
          out += nx;
          continue;
        }
        for (let x = 0; x < nx; x++, at += sx) to[out++] = from[at];
      }
    }
  }
  return result;
}
