import type { Side } from "./result.ts";
import { median } from "./statistics.ts";

/** Median seconds of a step: what is compared. */
export function stepOf({ rounds }: Pick<Side, "rounds">): number {
  return median(rounds.flat());
}

/** Seconds of the fastest step: over a few steps it says more than their median, for a disturbance only slows. */
export function fastestOf({ rounds }: Pick<Side, "rounds">): number {
  return Math.min(...rounds.flat());
}
