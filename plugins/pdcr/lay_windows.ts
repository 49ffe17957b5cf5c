import type { ReceptiveField } from "@dragsaw/core/model";
import type { PdcrOptions } from "./options.ts";
import { window } from "./windows.ts";
import type { Box } from "./windows.ts";

/** Sizes of the windows of units that see `fields`, one list of pixels an axis each. */
export function windowSizes({ ratio }: PdcrOptions, fields: readonly ReceptiveField[]): number[][] {
  if (ratio.type === "receptive-field") return [fields.map(({ size }) => size)];
  return ratio.sizes.map((size) => typeof size === "number" ? fields.map(() => size) : [...size]);
}

/** Boxes of all units, one list a window size. */
export function layWindows(
  centres: readonly number[][],
  sizes: readonly number[][],
  { windows, ratio }: PdcrOptions,
): Box[][] {
  const rule = windows === "released2d" && ratio.type === "hierarchical" ? "shifted" : "centred";
  const places = windows === "released2d" ? centres.map((at) => at.toReversed()) : centres;
  return sizes.map((size) => places.map((at) => window(at, size, rule)));
}

const pixels = (size: readonly number[]) => size.reduce((a, b) => a * b, 1);

/** What each unit sees at most: the boxes of the largest window. */
export function largestWindows(
  centres: readonly number[][],
  fields: readonly ReceptiveField[],
  options: PdcrOptions,
): Box[] {
  const sizes = windowSizes(options, fields);
  const largest = sizes.reduce((most, size) => pixels(size) > pixels(most) ? size : most);
  return layWindows(centres, [largest], options)[0];
}
