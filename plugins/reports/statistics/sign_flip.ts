import type { Random } from "@dragsaw/core/data";

/** Up to so many values, all signs are tried. */
const ENUMERATED = 15;

/**
 * Two-sided sign-flip test of paired differences (Fisher 1935): were neither side better, the sign of each difference could as
 * well be the other. P is the share of signs whose sum is as far from 0 as the one that was seen.
 *
 * The values are the units that are drawn at random. With images as units, it says whether these very networks differ on other
 * images, never whether other trainings would: seeds share the images, and a difference that one training has on all of them
 * looks certain. `estimate()` has the p value for that.
 *
 * @param values Differences, at least one. Up to 15 are worked out exactly.
 * @param random Draws the signs of more.
 * @param resamples How many signs are drawn: p is at least 1 / (resamples + 1) (Phipson and Smyth 2010).
 */
export function signFlip(values: readonly number[], random: Random, resamples: number): number {
  const size = values.reduce((sum, value) => sum + Math.abs(value), 0);
  // What rounding does to a sum must not break ties
  const seen = Math.abs(values.reduce((sum, value) => sum + value, 0)) - 1e-12 * size;
  return values.length <= ENUMERATED ? exact(values, seen) : drawn(values, seen, random, resamples);
}

function exact(values: readonly number[], seen: number): number {
  const count = 2 ** values.length;
  let far = 0;
  for (let signs = 0; signs < count; signs++) {
    const sum = values.reduce((sum, value, i) => sum + ((signs >> i) & 1 ? -value : value), 0);
    if (Math.abs(sum) >= seen) far++;
  }
  return far / count;
}

function drawn(values: readonly number[], seen: number, random: Random, resamples: number): number {
  let far = 1;
  for (let r = 0; r < resamples; r++) {
    let sum = 0, bits = 0;
    for (let i = 0; i < values.length; i++) {
      if (i % 32 === 0) bits = random.integer(0x100000000) | 0;
      sum += (1 - 2 * (bits & 1)) * values[i];
      bits >>>= 1;
    }
    if (Math.abs(sum) >= seen) far++;
  }
  return far / (resamples + 1);
}
