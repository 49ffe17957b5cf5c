import type { Solid } from "./grid.ts";
import type { Runs } from "./runs.ts";

/** Neighbours of a voxel: 4 or 8 in 2D; in 3D 6 across faces, 18 with edges, 26 with corners. */
export type Connectivity = 4 | 8 | 6 | 18 | 26;

/**
 * Joins runs of one region that touch.
 *
 * @returns For each run the first run of its component, which so has the component's first voxel.
 * @throws {RangeError} for a connectivity that the axes do not have.
 */
export function joinRuns(runs: Runs, { axes, size }: Solid, connectivity: Connectivity): Int32Array {
  // Axes along which the index of a neighbour may differ
  const order = (axes === 2 ? [4, 8] : [6, 18, 26]).indexOf(connectivity) + 1;
  if (order === 0) {
    throw new RangeError(
      `Cannot join voxels: found connectivity ${connectivity}, wanted ${
        axes === 2 ? "4 or 8 in 2D" : "6, 18 or 26 in 3D"
      }`,
    );
  }
  const [depth, height, width] = size, parent = Int32Array.from(runs.from.keys());
  const before = [[0, -1], [-1, 0], [-1, -1], [-1, 1]].slice(0, axes === 2 ? 1 : 4);
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      for (const [dz, dy] of before) {
        const differing = Math.abs(dz) + Math.abs(dy);
        if (z + dz < 0 || y + dy < 0 || y + dy >= height || differing > order) continue;
        const row = z * height + y;
        joinRows(runs, parent, row, row + dz * height + dy, width, differing < order ? 1 : 0);
      }
    }
  }
  for (let run = 0; run < parent.length; run++) parent[run] = root(parent, run);
  return parent;
}

/** Joins runs of row `row` with those of `other` that they touch, `reach` columns to the side included. */
function joinRows(
  { from, to, region, rows }: Runs,
  parent: Int32Array,
  row: number,
  other: number,
  width: number,
  reach: number,
): void {
  const shift = (row - other) * width, end = rows[other + 1];
  let first = rows[other];
  for (let run = rows[row]; run < rows[row + 1]; run++) {
    const left = from[run] - shift - reach, right = to[run] - shift + reach;
    while (first < end && to[first] <= left) first++;
    for (let next = first; next < end && from[next] < right; next++) {
      if (region[next] === region[run]) join(parent, next, run);
    }
  }
}

function join(parent: Int32Array, a: number, b: number): void {
  const one = root(parent, a), two = root(parent, b);
  if (one < two) parent[two] = one;
  else parent[one] = two;
}

function root(parent: Int32Array, run: number): number {
  while (parent[run] !== run) {
    parent[run] = parent[parent[run]];
    run = parent[run];
  }
  return run;
}
