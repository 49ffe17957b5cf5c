import type { Solid } from "./grid.ts";

/** Voxels `from` (included) to `to` (not included) by slice, row and column. */
export interface VoxelBox {
  /** First voxel. */
  readonly from: readonly [number, number, number];
  /** The voxel after the last. */
  readonly to: readonly [number, number, number];
}

/**
 * For each foreground class, class 1 first, the smallest box around all its voxels in either of two label maps; undefined for a
 * class that neither has. Reads each map once, whatever the number of classes.
 *
 * @throws {RangeError} for an id that is not a class.
 */
export function classBoxes(
  maps: readonly Uint8Array[],
  { size }: Solid,
  classes: number,
): (VoxelBox | undefined)[] {
  const low = new Int32Array(3 * classes).fill(0x7fffffff), high = new Int32Array(3 * classes).fill(-1);
  for (const labels of maps) widen(labels, size, classes, low, high);
  const triple = (of: Int32Array, c: number, plus: number): [number, number, number] => [
    of[3 * c] + plus,
    of[3 * c + 1] + plus,
    of[3 * c + 2] + plus,
  ];
  return Array.from(
    { length: classes - 1 },
    (_, i) => high[3 * i + 3] < 0 ? undefined : { from: triple(low, i + 1, 0), to: triple(high, i + 1, 1) },
  );
}

function widen(
  labels: Uint8Array,
  [depth, height, width]: Solid["size"],
  classes: number,
  low: Int32Array,
  high: Int32Array,
): void {
  for (let z = 0, i = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        const id = labels[i];
        if (id === 0) continue;
        if (id >= classes) {
          throw new RangeError(
            `Cannot measure label ${id} at voxel [${z}, ${y}, ${x}]: classes are 0 to ${classes - 1}`,
          );
        }
        const c = 3 * id;
        if (z < low[c]) low[c] = z;
        if (z > high[c]) high[c] = z;
        if (y < low[c + 1]) low[c + 1] = y;
        if (y > high[c + 1]) high[c + 1] = y;
        if (x < low[c + 2]) low[c + 2] = x;
        if (x > high[c + 2]) high[c + 2] = x;
      }
    }
  }
}

/** The mask of class `id` within a box, cut out. */
export function cutClass(
  labels: Uint8Array,
  { size: [, height, width] }: Solid,
  { from, to }: VoxelBox,
  id: number,
): Uint8Array {
  const columns = to[2] - from[2];
  const mask = new Uint8Array((to[0] - from[0]) * (to[1] - from[1]) * columns);
  let out = 0;
  for (let z = from[0]; z < to[0]; z++) {
    for (let y = from[1]; y < to[1]; y++) {
      const first = (z * height + y) * width + from[2];
      for (let i = first; i < first + columns; i++) mask[out++] = labels[i] === id ? 1 : 0;
    }
  }
  return mask;
}
