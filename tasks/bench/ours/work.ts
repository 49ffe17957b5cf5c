import type { Parameter } from "@dragsaw/core";

/** Something to be timed. */
export interface Work {
  /** Weights that are trained. */
  readonly parameters: number;
  /** Does it once; the result is its value. */
  step(): Promise<number>;
}

/** How many weights are trained. */
export function countWeights(parameters: readonly Parameter[]): number {
  return parameters.reduce((sum, { variable, trainable }) => sum + (trainable ? variable.size : 0), 0);
}
