import type { LabelPair } from "./metric.ts";

/**
 * Counts pixels by true and predicted class.
 *
 * @param prediction Class ids. @param truth Class ids, as many.
 * @param classes Classes with background.
 * @returns Row-major `[truth * classes + prediction]`.
 * @throws {RangeError} for different lengths, or an id that is not a class.
 *
 * @example One of two foreground pixels found
 * ```ts
 * import { confusionMatrix } from "@dragsaw/core";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...confusionMatrix(Uint8Array.of(0, 1, 0), Uint8Array.of(0, 1, 1), 2)], [1, 0, 1, 1]);
 * ```
 */
export function confusionMatrix(prediction: Uint8Array, truth: Uint8Array, classes: number): Float64Array {
  if (prediction.length !== truth.length) {
    throw new RangeError(
      `Cannot compare ${prediction.length} predicted labels with ${truth.length} true ones`,
    );
  }
  const counts = new Float64Array(classes * classes);
  for (let i = 0; i < truth.length; i++) {
    const row = truth[i], column = prediction[i];
    if (row >= classes || column >= classes) {
      const found = row >= classes ? `true label ${row}` : `predicted label ${column}`;
      throw new RangeError(`Cannot count ${found} at pixel ${i}: classes are 0 to ${classes - 1}`);
    }
    counts[row * classes + column]++;
  }
  return counts;
}

/**
 * A prediction beside the truth, counted.
 *
 * @param size Rows and columns of both, or slices, rows and columns.
 * @param spacing Distance between neighbours an axis, mm; in pixels unless given.
 * @throws {RangeError} when a label map does not have that size, or an id is not a class.
 */
export function labelPair(
  prediction: Uint8Array,
  truth: Uint8Array,
  size: readonly number[],
  classes: number,
  spacing?: readonly number[],
): LabelPair {
  const pixels = size.reduce((a, b) => a * b, 1);
  if (truth.length !== pixels) {
    throw new RangeError(
      `Cannot compare label maps: the truth has ${truth.length} pixels, ${size.join("x")} wants ${pixels}`,
    );
  }
  const confusion = confusionMatrix(prediction, truth, classes);
  return { size, ...spacing && { spacing }, prediction, truth, classes, confusion };
}

/** Counts of several images added up. @param matrices At least one, all of one size. */
export function poolConfusion(matrices: readonly Float64Array[]): Float64Array {
  return matrices.reduce(
    (sum, matrix) => sum.map((count, i) => count + matrix[i]),
    new Float64Array(matrices[0].length),
  );
}

/** One class against the rest, in pixels. */
export interface ClassCounts {
  /** Of the class, and predicted so. */
  readonly tp: number;
  /** Predicted so, but not of the class. */
  readonly fp: number;
  /** Of the class, but predicted otherwise. */
  readonly fn: number;
  /** Neither. */
  readonly tn: number;
}

/** Counts of each class from a confusion matrix. */
export function classCounts(confusion: Float64Array, classes: number): ClassCounts[] {
  const total = confusion.reduce((a, b) => a + b, 0);
  return Array.from({ length: classes }, (_, c) => {
    let truth = 0, predicted = 0;
    for (let other = 0; other < classes; other++) {
      truth += confusion[c * classes + other];
      predicted += confusion[other * classes + c];
    }
    const tp = confusion[c * classes + c];
    return { tp, fp: predicted - tp, fn: truth - tp, tn: total - truth - predicted + tp };
  });
}
