import type { Triple } from "./volume.ts";

/**
 * For each stored axis, the slice across it with the most voxels above 0, the first of equals.
 *
 * @param labels Class ids, x fastest. @param size Voxels along x, y and z.
 * @returns Undefined where all are 0.
 */
export function fullestSlices(labels: Uint8Array, [width, height, depth]: Triple): Triple | undefined {
  const counts = [new Uint32Array(width), new Uint32Array(height), new Uint32Array(depth)];
  const [xs, ys, zs] = counts;
  for (let z = 0, i = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        if (labels[i] === 0) continue;
        xs[x]++;
        ys[y]++;
        zs[z]++;
      }
    }
  }
  const [x, y, z] = counts.map((each) => each.indexOf(each.reduce((most, count) => Math.max(most, count))));
  return xs[x] > 0 ? [x, y, z] : undefined;
}
