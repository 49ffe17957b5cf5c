/** Predicted and true class ids of one image, and their confusion matrix. */
export interface LabelPair {
  /** Rows and columns. */
  readonly size: readonly [number, number];
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
  /** Value for one image; null when undefined (0/0). */
  measure(pair: LabelPair): number | null;
  /** Value from counts alone, for pixels pooled over images (micro average); absent where the maps are needed. */
  fromCounts?(confusion: Float64Array, classes: number): number | null;
}
