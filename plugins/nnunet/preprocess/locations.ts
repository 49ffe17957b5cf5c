import type { Random } from "@dragsaw/core/data";

/**
 * Places of each class to put patches at: all of a class with at most `most` voxels, else that many of them, each voxel as
 * likely, none twice.
 *
 * @param classes With background. @param most For each class.
 * @returns For each class but the background, class 1 first, rising indices into `labels`.
 */
export function foregroundLocations(
  labels: Uint8Array,
  classes: number,
  most: number,
  random: Random,
): Uint32Array[] {
  const left = new Float64Array(256);
  for (let i = 0; i < labels.length; i++) left[labels[i]]++;
  const places = Array.from({ length: classes - 1 }, (_, c) => new Uint32Array(Math.min(left[c + 1], most)));
  const found = new Uint32Array(classes);
  for (let i = 0; i < labels.length; i++) {
    const id = labels[i];
    if (id === 0 || id >= classes) continue;
    // Selection sampling (Knuth, The Art of Computer Programming 2, algorithm 3.4.2 S): in order, without a list of all
    const wanted = places[id - 1].length - found[id], rest = left[id]--;
    if (wanted === rest || (wanted > 0 && random.uniform() * rest < wanted)) places[id - 1][found[id]++] = i;
  }
  return places;
}
