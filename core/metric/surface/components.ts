import { solid } from "./grid.ts";
import { type Connectivity, joinRuns } from "./join_runs.ts";
import { findRuns } from "./runs.ts";

/** Connected components of a label map. */
export interface Components {
  /** Component of each voxel, numbered from 1 in the order of their first voxels; 0 is background. */
  readonly ids: Int32Array;
  /** Voxels by component; entry 0 is background. */
  readonly sizes: Int32Array;
  /** Label by component; entry 0 is background. */
  readonly labels: Uint8Array;
}

/**
 * Connected components of voxels that have the same label, all labels at once; a mask is a map of one label. Runs of voxels are
 * joined, not single ones.
 *
 * @param labels 0 is background. @param size [rows, columns] or [slices, rows, columns].
 * @param connectivity All neighbours (8 in 2D, 26 in 3D) unless given.
 * @throws {RangeError} for a size that does not fit, or a connectivity that the axes do not have.
 *
 * @example Two pixels that meet at a corner
 * ```ts
 * import { connectedComponents } from "@dragsaw/core/metric";
 * import { assertEquals } from "@std/assert";
 *
 * const mask = Uint8Array.of(1, 0, 0, 1);
 * assertEquals([...connectedComponents(mask, [2, 2], 4).sizes], [2, 1, 1]);
 * assertEquals([...connectedComponents(mask, [2, 2], 8).sizes], [2, 2]);
 * ```
 */
export function connectedComponents(
  labels: Uint8Array,
  size: readonly number[],
  connectivity: Connectivity = size.length === 2 ? 8 : 26,
): Components {
  const box = solid({ size }, labels.length, "find components");
  const runs = findRuns(labels, box.size[2], Uint8Array.from({ length: 256 }, (_, label) => label));
  const roots = joinRuns(runs, box, connectivity);
  const number = new Int32Array(roots.length);
  let count = 0;
  // A root comes before the other runs of its component
  roots.forEach((root, run) => number[run] = root === run ? ++count : number[root]);
  const found = {
    ids: new Int32Array(labels.length),
    sizes: new Int32Array(count + 1),
    labels: new Uint8Array(count + 1),
  };
  found.sizes[0] = labels.length;
  number.forEach((id, run) => {
    const from = runs.from[run], to = runs.to[run];
    found.ids.fill(id, from, to);
    found.labels[id] = runs.region[run];
    found.sizes[id] += to - from;
    found.sizes[0] -= to - from;
  });
  return found;
}
