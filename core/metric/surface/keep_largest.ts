import { solid } from "./grid.ts";
import { type Connectivity, joinRuns } from "./join_runs.ts";
import { findRuns } from "./runs.ts";

/**
 * Keeps the largest connected component of each class and makes the rest of it background. Of several of one size the first in
 * memory stays.
 *
 * @param labels Class ids; left as they are. @param size [rows, columns] or [slices, rows, columns].
 * @param classes What is cleaned: a class, or a list of classes that count as one region. Others stay whole.
 * @param connectivity All neighbours (8 in 2D, 26 in 3D) unless given.
 * @returns A copy.
 * @throws {RangeError} for a size that does not fit, a class that is background, no id or named twice, or a connectivity that the
 * axes do not have.
 *
 * @example One class by itself, and two as one region
 * ```ts
 * import { keepLargest } from "@dragsaw/core/metric";
 * import { assertEquals } from "@std/assert";
 *
 * const labels = Uint8Array.of(1, 1, 2, 0, 0, 1);
 * assertEquals([...keepLargest(labels, [1, 6], [1])], [1, 1, 2, 0, 0, 0]);
 * assertEquals([...keepLargest(Uint8Array.of(1, 0, 2, 2, 1, 0), [1, 6], [[1, 2]])], [0, 0, 2, 2, 1, 0]);
 * ```
 */
export function keepLargest(
  labels: Uint8Array,
  size: readonly number[],
  classes: readonly (number | readonly number[])[],
  connectivity: Connectivity = size.length === 2 ? 8 : 26,
): Uint8Array {
  const box = solid({ size }, labels.length, "keep the largest components");
  const runs = findRuns(labels, box.size[2], regionTable(classes));
  const roots = joinRuns(runs, box, connectivity);
  const voxels = new Int32Array(roots.length), largest = new Int32Array(classes.length + 1).fill(-1);
  roots.forEach((root, run) => voxels[root] += runs.to[run] - runs.from[run]);
  roots.forEach((root, run) => {
    const best = largest[runs.region[run]];
    if (best < 0 || voxels[root] > voxels[best]) largest[runs.region[run]] = root;
  });
  const kept = labels.slice();
  roots.forEach((root, run) => {
    if (root !== largest[runs.region[run]]) kept.fill(0, runs.from[run], runs.to[run]);
  });
  return kept;
}

function regionTable(classes: readonly (number | readonly number[])[]): Uint8Array {
  const regions = new Uint8Array(256);
  classes.forEach((ids, i) => {
    for (const id of typeof ids === "number" ? [ids] : ids) {
      if (!(Number.isInteger(id) && id > 0 && id < 256)) {
        throw new RangeError(`Cannot keep the largest component of class ${id}: wanted an id from 1 to 255`);
      }
      if (regions[id]) throw new RangeError(`Cannot keep the largest component of class ${id} twice`);
      regions[id] = i + 1;
    }
  });
  return regions;
}
