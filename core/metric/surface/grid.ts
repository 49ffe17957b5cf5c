/** How voxels lie in memory and in space. */
export interface Grid {
  /** Voxels an axis, the slowest in memory first: [rows, columns] or [slices, rows, columns]. */
  readonly size: readonly number[];
  /** Distance between neighbours an axis, mm, in the order of `size`; absent: 1 each, so that distances are in pixels. */
  readonly spacing?: readonly number[] | undefined;
}

/** A grid of two or three axes as one of three. */
export interface Solid {
  /** Axes that there are: two of them leave a single slice, whose voxels have no neighbours above and below. */
  readonly axes: 2 | 3;
  /** Slices, rows, columns. */
  readonly size: readonly [number, number, number];
  /** Between them, mm. */
  readonly spacing: readonly [number, number, number];
}

/**
 * Checks a grid against the voxels that are to lie on it.
 *
 * @param length Voxels that there are. @param doing What for, as a message says it: "measure distances".
 * @throws {RangeError} for other than two or three axes, a side below 1, a spacing that is not positive, or another length.
 */
export function solid({ size, spacing }: Grid, length: number, doing: string): Solid {
  const refuse = (found: string, wanted: string) =>
    new RangeError(`Cannot ${doing}: found ${found}, wanted ${wanted}`);
  const axes = size.length;
  if (axes !== 2 && axes !== 3) throw refuse(`${axes} axes`, "2 or 3");
  if (!size.every((side) => Number.isSafeInteger(side) && side > 0)) {
    throw refuse(`the size ${size.join("x")}`, "whole numbers from 1");
  }
  const voxels = size.reduce((a, b) => a * b, 1);
  if (voxels !== length) throw refuse(`${length} voxels`, `${voxels} for the size ${size.join("x")}`);
  const steps = spacing ?? size.map(() => 1);
  if (steps.length !== axes || !steps.every((step) => step > 0 && Number.isFinite(step))) {
    throw refuse(`the spacing [${steps.join(", ")}]`, `${axes} positive numbers`);
  }
  const triple = (values: readonly number[]): [number, number, number] =>
    axes === 3 ? [values[0], values[1], values[2]] : [1, values[0], values[1]];
  return { axes, size: triple(size), spacing: triple(steps) };
}
