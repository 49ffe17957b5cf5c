import { tf, uniform } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";

/** Place of a unit in its feature map: one index an axis, `[row, column]` in 2D. */
export type Cell = readonly number[];

/** Coordinates of the row-major index `flat` in a map of this `shape`. */
export function unravel(flat: number, shape: readonly number[]): number[] {
  const cell = new Array<number>(shape.length);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    cell[axis] = flat % shape[axis];
    flat = Math.floor(flat / shape[axis]);
  }
  return cell;
}

/** Size of what a border leaves of `map`. @throws {RangeError} when no cell is left. */
function inside(map: readonly number[], border: number): number[] {
  const left = map.map((n) => n - 2 * border);
  if (left.some((n) => n < 1)) {
    throw new RangeError(`Cannot sample a ${map.join("x")} map: a border of ${border} cells leaves no cell`);
  }
  return left;
}

const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/**
 * `count` units spread evenly: unit k is the row-major index k * floor(cells / count) of the map without its border
 * (method.md 1.1). A map with fewer cells gives all of them.
 *
 * @param map Size of the feature map, one number an axis.
 * @param border Cells left out on every side.
 * @throws {RangeError} when the border leaves no cell.
 *
 * @example Four units of a 6x6 map, one cell from its edge
 * ```ts
 * import { strideUnits } from "@dragsaw/pdcr";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(strideUnits([6, 6], 4, 1), [[1, 1], [2, 1], [3, 1], [4, 1]]);
 * ```
 */
export function strideUnits(map: readonly number[], count: number, border: number): Cell[] {
  const left = inside(map, border), cells = product(left);
  const step = Math.max(1, Math.floor(cells / count));
  return Array.from(
    { length: Math.min(count, cells) },
    (_, k) => unravel(k * step, left).map((n) => n + border),
  );
}

/** Every cell within the border, row-major: what {@linkcode drawUnits} draws from. @throws {RangeError} as {@linkcode strideUnits}. */
export function allUnits(map: readonly number[], border: number): Cell[] {
  return strideUnits(map, product(map), border);
}

/**
 * Every `steps[axis]`-th cell from the border on, row-major: the regular grid of the 3D recipe (method.md section 4).
 *
 * @throws {RangeError} as {@linkcode strideUnits}.
 */
export function gridUnits(map: readonly number[], steps: readonly number[], border = 0): Cell[] {
  const grid = inside(map, border).map((n, axis) => Math.ceil(n / steps[axis]));
  return Array.from(
    { length: product(grid) },
    (_, k) => unravel(k, grid).map((n, axis) => border + n * steps[axis]),
  );
}

/**
 * `count` of `total` without replacement, as `key` says: the indices of the largest of `total` uniform numbers.
 *
 * @param key Names the draw, int32 [2].
 * @returns Indices, int32 [min(count, total)]; the same for every image of the batch.
 */
export function drawUnits(total: number, count: number, key: Tensor): Tensor {
  return tf.tidy(() => tf.topk(uniform([total], key), Math.min(count, total)).indices.cast("int32"));
}
