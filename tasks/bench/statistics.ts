import type { Random } from "@dragsaw/core/data";

/** The middle value, or the mean of the two in the middle. @throws {RangeError} without values. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("Cannot take the median of 0 values: give at least one");
  const sorted = values.toSorted((a, b) => a - b), half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** A quotient of medians and how sure it is. */
export interface Ratio {
  /** Median of all of ours over median of all of theirs. */
  readonly value: number;
  /** 95% percentile interval. */
  readonly interval: readonly [number, number];
}

/**
 * Median of `ours` over median of `theirs`, with a bootstrap interval (Efron 1979). Rounds are drawn, not steps, and the same
 * for both sides: steps of one round share what the machine did meanwhile.
 *
 * @param ours Seconds by round and step. @param theirs As many rounds.
 * @param random The same stream gives the same interval.
 */
export function ratioOfMedians(
  ours: readonly (readonly number[])[],
  theirs: readonly (readonly number[])[],
  random: Random,
  resamples = 2000,
): Ratio {
  if (ours.length !== theirs.length) {
    throw new RangeError(`Cannot pair ${ours.length} rounds with ${theirs.length}: they must be as many`);
  }
  const quotient = (rounds: readonly number[]) =>
    median(rounds.flatMap((r) => ours[r])) / median(rounds.flatMap((r) => theirs[r]));
  const drawn = Array.from(
    { length: resamples },
    () => quotient(ours.map(() => random.integer(ours.length))),
  ).sort((a, b) => a - b);
  const at = (share: number) => drawn[Math.round(share * (resamples - 1))];
  return { value: quotient(ours.map((_, r) => r)), interval: [at(.025), at(.975)] };
}
