import type { Random } from "@dragsaw/core/data";

/**
 * Percentile bootstrap interval of the mean (Efron 1979): means of `resamples` samples drawn with replacement, cut at both ends.
 *
 * @param values One a case.
 * @param random Where the draws come from: the same stream gives the same interval.
 * @param resamples How many samples, at least 1.
 * @param level Share of the means inside, 0 to 1.
 * @returns Lower and upper bound; null without values.
 */
export function bootstrapInterval(
  values: readonly number[],
  random: Random,
  resamples: number,
  level = 0.95,
): [number, number] | null {
  if (values.length === 0) return null;
  const means = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[random.integer(values.length)];
    means[r] = sum / values.length;
  }
  means.sort();
  return [quantile(means, (1 - level) / 2), quantile(means, (1 + level) / 2)];
}

/** Linear between the neighbouring order statistics. @param sorted At least one, rising. @param share 0 to 1. */
export function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
