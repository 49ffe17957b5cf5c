import { quantile } from "../../bootstrap.ts";
import { type ImageDraws, imageDraws } from "../../statistics/image_draws.ts";
import { daviesBouldin } from "./davies_bouldin.ts";
import type { Labelled, WeightedScore } from "./labelled.ts";
import { silhouette } from "./silhouette.ts";

/** A number with its interval over images. */
export interface Interval {
  /** Of all images once. */
  readonly value: number;
  /** 95 %, percentile bootstrap of the images; null where no resample has a value. */
  readonly interval: readonly [number, number] | null;
}

/** How far the classes of some points are apart. */
export interface Separation {
  /** -1 to 1, higher is further apart. */
  readonly silhouette: Score;
  /** 0 and above, lower is further apart. */
  readonly daviesBouldin: Score;
}

/** A score with its resamples, so that two of them can be compared image by image. */
export interface Score extends Interval {
  /** The score of each resample, NaN where it has none. */
  readonly resampled: Float64Array;
}

/** Resamples of the images. */
const RESAMPLES = 1000;

/** The resamples that all panels of a figure share. @param images How many. */
export function figureDraws(images: number, seed: number): ImageDraws {
  return imageDraws(images, RESAMPLES, seed);
}

/** Both scores of `data` with their intervals. @param draws Of the same images for everything that is compared. */
export function separation(data: Labelled, draws: ImageDraws): Separation {
  return { silhouette: scored(silhouette(data), draws), daviesBouldin: scored(daviesBouldin(data), draws) };
}

/** How much `score` is above `base`, both of the same images and draws. */
export function difference(score: Score, base: Score): Interval {
  const apart = score.resampled.map((value, i) => value - base.resampled[i]);
  return { value: score.value - base.value, interval: intervalOf(apart) };
}

function scored(score: WeightedScore, draws: ImageDraws): Score {
  const resampled = Float64Array.from(draws, score);
  return { value: score(), resampled, interval: intervalOf(resampled) };
}

function intervalOf(values: Float64Array): readonly [number, number] | null {
  const known = values.filter(Number.isFinite).sort();
  return known.length > 0 ? [quantile(known, 0.025), quantile(known, 0.975)] : null;
}
