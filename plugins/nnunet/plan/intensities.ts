/** Intensities of a channel in the foreground. */
export interface Intensities {
  /** Mean. */
  readonly mean: number;
  /** Standard deviation. */
  readonly deviation: number;
  /** Median. */
  readonly median: number;
  /** Smallest. */
  readonly least: number;
  /** Largest. */
  readonly most: number;
  /** Percentile .5. */
  readonly low: number;
  /** Percentile 99.5. */
  readonly high: number;
}

/** Statistics of values. @throws {RangeError} without values, and for values that are not finite. */
export function intensitiesOf(values: Float32Array): Intensities {
  const sorted = values.toSorted(), { length } = sorted;
  // NaN is sorted to the end
  if (length === 0 || !Number.isFinite(sorted[0]) || !Number.isFinite(sorted[length - 1])) {
    throw new RangeError(
      `Cannot take statistics of intensities: expected finite values, found ${
        length === 0 ? "none" : "NaN or infinity"
      }`,
    );
  }
  let sum = 0, squares = 0;
  for (let i = 0; i < length; i++) sum += sorted[i];
  const mean = sum / length;
  for (let i = 0; i < length; i++) squares += (sorted[i] - mean) ** 2;
  return {
    mean,
    deviation: Math.sqrt(squares / length),
    median: percentile(sorted, 50),
    least: sorted[0],
    most: sorted[length - 1],
    low: percentile(sorted, .5),
    high: percentile(sorted, 99.5),
  };
}

/** Percentile of rising values, 0 to 100, linear between neighbours: as numpy.percentile. */
export function percentile(sorted: ArrayLike<number>, percent: number): number {
  const place = (sorted.length - 1) * percent / 100, below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** Median of numbers in any order. */
export function median(values: readonly number[]): number {
  return percentile(values.toSorted((a, b) => a - b), 50);
}
