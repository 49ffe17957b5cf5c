/** An embedding in the plane that is found step by step, so that its caller can tell how far it is and stop it. */
export interface Descent {
  /** Steps until it is done. */
  readonly steps: number;
  /** Makes the next one. */
  step(): void;
  /** Places as they are now, `[count, 2]`. */
  points(): Float64Array;
}
