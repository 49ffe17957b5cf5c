import type { ReceptiveField } from "@dragsaw/core/model";
import type { Tensor } from "@dragsaw/core/tensor";
import { drawNearBoundary, mixedUnits } from "./boundary.ts";
import { largestWindows } from "./lay_windows.ts";
import type { PdcrOptions } from "./options.ts";
import type { Step } from "./step.ts";
import { drawUnits } from "./units.ts";

/** Draws a step's units: indices into the cells, int32 `[n]`, `[B, n]` where images differ, or nothing for all of them. */
export type UnitDraw = (step: Step) => Tensor | undefined;

/** Share of units near a boundary where none is given. */
const BOUNDARY_SHARE = 0.5;

/**
 * The draw that `sampling` asks for.
 *
 * @param centres Of all cells, in image pixels. @param fields What a unit sees, one an axis. @param count Units wanted.
 * @param image Size of the network's input.
 */
export function unitDraw(
  centres: readonly number[][],
  fields: readonly ReceptiveField[],
  count: number,
  options: PdcrOptions,
  image: readonly number[],
): UnitDraw {
  if (options.sampling === "stride") return () => undefined;
  if (options.sampling === "random") return ({ key }) => drawUnits(centres.length, count, key);
  const share = options.boundaryShare ?? BOUNDARY_SHARE;
  const mixed = mixedUnits(largestWindows(centres, fields, options), image);
  return ({ integral, key }) => drawNearBoundary(mixed(integral!), count, share, key);
}
