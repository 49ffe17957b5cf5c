/** Predicted and true class ids of one image, and their confusion matrix. */
export interface LabelPair {
  /** Rows and columns; slices, rows and columns of a volume. */
  readonly size: readonly number[];
  /** Distance between neighbours an axis, mm, in the order of `size`; absent where it is not known, then lengths are in pixels. */
  readonly spacing?: readonly number[] | undefined;
  /** Predicted class ids. */
  readonly prediction: Uint8Array;
  /** True class ids. */
  readonly truth: Uint8Array;
  /** Classes with background. */
  readonly classes: number;
  /** Pixels by [truth * classes + prediction]. */
  readonly confusion: Float64Array;
}

/** A number for one image. */
export interface Metric {
  /** Column name. */
  readonly name: string;
  /** Whether larger is better. */
  readonly higherIsBetter: boolean;
  /**
   * Value for one image, finite; null when undefined (0/0). A structure that the prediction misses, or invents, has a value,
   * the worst there is.
   */
  measure(pair: LabelPair): number | null;
  /** Values of the foreground classes, class 1 first, of which `measure` is the mean; absent where it is no such mean. */
  measureClasses?(pair: LabelPair): readonly (number | null)[];
  /** Value from counts alone, for pixels pooled over images (micro average); absent where the maps are needed. */
  fromCounts?(confusion: Float64Array, classes: number): number | null;
}
