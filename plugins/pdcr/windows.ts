import type { ReceptiveField } from "@dragsaw/core/model";
import type { Cell } from "./units.ts";

/** Pixels `from` (included) to `to` (not included), one number an axis. */
export interface Box {
  /** First pixel. */
  readonly from: readonly number[];
  /** The pixel after the last. */
  readonly to: readonly number[];
}

/** How a window is laid around a centre; see {@linkcode window}. */
export type WindowRule = "centred" | "shifted";

/** Centre of a unit in image pixels: start + index * jump on each axis (method.md 1.2). */
export function centre(cell: Cell, fields: readonly ReceptiveField[]): number[] {
  return cell.map((index, axis) => fields[axis].start + index * fields[axis].jump);
}

/**
 * Window of `size` pixels around `at`.
 *
 * `centred` starts at floor(at) - floor((size - 1) / 2); for a receptive field this is its exact box. `shifted` goes from
 * trunc(at - size / 2) to trunc(at + size / 2), as the authors' 2D code does: one pixel less for odd sizes.
 */
export function window(at: readonly number[], size: readonly number[], rule: WindowRule): Box {
  const from = at.map((c, axis) =>
    rule === "shifted" ? Math.trunc(c - size[axis] / 2) : Math.floor(c) - Math.floor((size[axis] - 1) / 2)
  );
  return { from, to: from.map((first, axis) => first + size[axis]) };
}

/**
 * The part of `box` that lies in the image.
 *
 * @param image Size of the image, one number an axis.
 * @throws {RangeError} when nothing does.
 */
export function clip(box: Box, image: readonly number[]): Box {
  const from = box.from.map((n) => Math.max(n, 0));
  const to = box.to.map((n, axis) => Math.min(n, image[axis]));
  if (from.some((n, axis) => n >= to[axis])) {
    throw new RangeError(
      `Cannot read the window [${box.from}] to [${box.to}]: it has no pixel in an image of ${
        image.join("x")
      }`,
    );
  }
  return { from, to };
}

/** Pixels in a box. */
export function area(box: Box): number {
  return box.from.reduce((pixels, first, axis) => pixels * (box.to[axis] - first), 1);
}
