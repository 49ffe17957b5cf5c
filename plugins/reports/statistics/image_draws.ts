import { type Random, stream } from "@dragsaw/core/data";
import { mean, type Scores } from "./scores.ts";

/** How often each image is in each resample: one list a resample. */
export type ImageDraws = readonly Uint16Array[];

/**
 * Resamples of images with replacement. Everything in a table is resampled with the same draws, so that rows stay paired.
 *
 * @param count Images. @param resamples How many lists. @param seed Root of the stream.
 */
export function imageDraws(count: number, resamples: number, seed: number): ImageDraws {
  const random: Random = stream(seed, "ablation", "images");
  return Array.from({ length: resamples }, () => {
    const times = new Uint16Array(count);
    for (let i = 0; i < count; i++) times[random.integer(count)]++;
    return times;
  });
}

/** Mean over seeds of the mean over images in each resample, rising; resamples without a defined value are left out. */
export function resampledMeans({ values }: Scores, draws: ImageDraws): Float64Array {
  const whole = values.every((list) => !list.some(Number.isNaN));
  // Without holes the seeds can be averaged first
  const lists = whole && values.length > 0
    ? [values[0].map((_, i) => mean(values.map((list) => list[i])))]
    : values;
  const means = Float64Array.from(draws, (times) => {
    let sum = 0, count = 0;
    for (const list of lists) {
      const value = weightedMean(list, times);
      if (Number.isNaN(value)) continue;
      sum += value;
      count++;
    }
    return sum / count;
  });
  return means.filter((value) => !Number.isNaN(value)).sort();
}

/** NaN when nothing that is drawn is defined. */
function weightedMean(list: Float64Array, times: Uint16Array): number {
  let sum = 0, weight = 0;
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (value !== value) continue;
    sum += times[i] * value;
    weight += times[i];
  }
  return sum / weight;
}
