/** How values are spread, as event files have it. */
export interface Histogram {
  /** Least value. */
  readonly min: number;
  /** Greatest value. */
  readonly max: number;
  /** How many values. */
  readonly count: number;
  /** Their sum. */
  readonly sum: number;
  /** Sum of their squares. */
  readonly squares: number;
  /** Upper bounds of the bins, rising. */
  readonly limits: readonly number[];
  /** Values in each bin. */
  readonly counts: readonly number[];
}

/** Bins between the least value and the greatest. */
const BINS = 64;

/** Counts values in bins of one width. @param lists Finite values, at least one. */
export function histogramOf(lists: readonly Float32Array[]): Histogram {
  let min = Infinity, max = -Infinity, sum = 0, squares = 0, count = 0;
  for (const list of lists) {
    count += list.length;
    for (const value of list) {
      if (value < min) min = value;
      if (value > max) max = value;
      sum += value;
      squares += value * value;
    }
  }
  const bins = max > min ? BINS : 1, width = (max - min) / bins;
  const counts = new Array<number>(bins).fill(0);
  for (const list of lists) {
    for (const value of list) counts[width > 0 ? Math.min(bins - 1, Math.floor((value - min) / width)) : 0]++;
  }
  const limits = counts.map((_, i) => i === bins - 1 ? max : min + (i + 1) * width);
  return { min, max, count, sum, squares, limits, counts };
}
