import type { ReceptiveField } from "@dragsaw/core/model";
import { OptionError } from "@dragsaw/core/registry";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor, Tensor4D, Tensor5D } from "@dragsaw/core/tensor";
import { strideText } from "./unit_map.ts";

/** Stride of the grid that layers are brought to, in pixels: the same on all axes, or one an axis; `own` keeps each its map. */
export type Grid = number | readonly number[] | "own";

/**
 * Cells of a slot that one of the grid spans, one number an axis.
 *
 * @param fields What a unit of the slot sees, one an axis. @param size Of the network's input.
 * @throws {OptionError} when they are not whole numbers, or leave no cell.
 */
export function gridStrides(
  grid: Grid,
  slot: string,
  fields: readonly ReceptiveField[],
  size: readonly number[],
): readonly number[] {
  if (grid === "own") return fields.map(() => 1);
  const wanted = typeof grid === "number" ? fields.map(() => grid) : grid, text = [grid].flat().join("x");
  if (wanted.length !== size.length) {
    const action = `Cannot bring slots of a ${size.join("x")} input to a grid of stride ${text}`;
    throw new OptionError(["grid"], `${action}: set one number`);
  }
  const strides = fields.map(({ jump }, axis) => wanted[axis] / jump),
    whole = strides.every(Number.isInteger);
  if (whole && gridMap(fields, strides, size).every((n) => n >= 1)) return strides;
  const found = whole ? `leaves no cell of a ${size.join("x")} input` : `does not divide ${text}`;
  const action = `Cannot bring slot "${slot}" to a grid of stride ${text}`;
  throw new OptionError(
    ["units", slot],
    `${action}: its stride of ${strideText(fields)} ${found}; ` +
      `set grid to a multiple of the strides of all slots that fits the size, or take another slot`,
  );
}

/** Cells of the grid, one number an axis. */
export function gridMap(
  fields: readonly ReceptiveField[],
  strides: readonly number[],
  size: readonly number[],
): number[] {
  return size.map((n, axis) => Math.floor(Math.ceil(n / fields[axis].jump) / strides[axis]));
}

/** Means of `x` `[B, ...map, C]` over what each cell of the grid spans. */
export function averageCells(x: Tensor, strides: readonly number[]): Tensor {
  if (strides.length === 2) {
    const [h, w] = strides;
    return tf.avgPool(x as Tensor4D, [h, w], [h, w], "valid");
  }
  const [d, h, w] = strides;
  return tf.avgPool3d(x as Tensor5D, [d, h, w], [d, h, w], "valid");
}
