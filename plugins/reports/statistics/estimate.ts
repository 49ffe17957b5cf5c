import { quantile } from "../bootstrap.ts";
import { type ImageDraws, resampledMeans } from "./image_draws.ts";
import { deviation, mean, type Scores, seedMeans } from "./scores.ts";
import { studentCdf } from "./student.ts";

/** A mean over trainings and images, and how far it can be trusted. */
export interface Estimate {
  /** Mean over seeds of the mean over images. */
  readonly mean: number;
  /** Lower and upper bound; of one seed, for other images only and not for other trainings. */
  readonly interval: readonly [number, number];
  /** Standard deviation of the seeds' means; null of one seed. */
  readonly deviation: number | null;
  /** Two-sided p value of the mean being 0, by the distribution that the interval is cut from; null of one seed. */
  readonly p: number | null;
}

/**
 * Estimates the mean over all trainings and all images from a few seeds and some images, where every seed is measured on the
 * same images (crossed random effects, like the readers and cases of an MRMC study: Obuchowski and Rockette 1995).
 *
 * Images are resampled with replacement, the same ones for all seeds. Seeds are not: with three of them, no resample leaves
 * the range of three numbers, and a nominal 95 % interval covers 75 % where seeds are what matters (the pigeonhole bootstrap,
 * Owen 2007, is made for many rows and columns; Hesterberg 2015 on how bootstraps of few values are too narrow). Their part is
 * Student's t of the seeds' means with seeds - 1 degrees of freedom, which is exact for normal ones. The distribution of the
 * mean is the sum of both parts: the resampled means, each widened by that t. What image and seed do together is in both, so
 * that intervals are rather too wide than too narrow (McCullagh 2000: no resampling of a crossed array is exact).
 *
 * @param confidence Share inside, 0 to 1.
 * @returns Null when no value is defined.
 */
export function estimate(scores: Scores, draws: ImageDraws, confidence: number): Estimate | null {
  const bySeed = seedMeans(scores), means = resampledMeans(scores, draws);
  if (bySeed.length === 0 || means.length === 0) return null;
  const spread = deviation(bySeed);
  const distribution: Mixture = {
    means,
    error: (spread ?? 0) / Math.sqrt(bySeed.length),
    freedom: bySeed.length - 1,
  };
  const tail = (1 - confidence) / 2, below = cumulative(distribution, 0);
  return {
    mean: mean(bySeed),
    interval: [inverse(distribution, tail), inverse(distribution, 1 - tail)],
    deviation: spread,
    // Draws cannot tell a smaller p than one in their number
    p: spread === null ? null : Math.min(1, Math.max(2 * Math.min(below, 1 - below), 1 / (draws.length + 1))),
  };
}

/** Student's t around each of `means`, all with one standard error; the means themselves where it is 0. */
interface Mixture {
  readonly means: Float64Array;
  readonly error: number;
  readonly freedom: number;
}

function cumulative({ means, error, freedom }: Mixture, x: number): number {
  let sum = 0;
  for (const center of means) {
    const distance = x - center;
    sum += error > 0 ? studentCdf(distance / error, freedom) : (1 + Math.sign(distance)) / 2;
  }
  return sum / means.length;
}

/** By bisection to a 10^7th of the width that it starts from. */
function inverse(distribution: Mixture, share: number): number {
  const { means, error } = distribution;
  if (error === 0) return quantile(means, share);
  let reach = 4 * error;
  let [low, high] = [means[0] - reach, means[means.length - 1] + reach];
  while (cumulative(distribution, low) > share) low -= reach *= 2;
  while (cumulative(distribution, high) < share) high += reach *= 2;
  for (let i = 0; i < 24; i++) {
    const middle = (low + high) / 2;
    if (cumulative(distribution, middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
