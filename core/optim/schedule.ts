/** Length of a training, for schedules that depend on it. */
export interface Horizon {
  /** Steps in all. */
  readonly steps: number;
  /** Steps in one pass over the training set. */
  readonly stepsPerEpoch: number;
}

/** Learning rate as a pure function of the step: nothing to save, nothing to lose. */
export interface Schedule {
  /** Rate at `step` (0 is the first), given the optimiser's base rate. */
  rate(step: number, base: number, horizon: Horizon): number;
}
