/** Pixels whose probability of foreground lies between two bounds. */
export interface ReliabilityBin {
  /** Bounds of the probability; the last bin holds 1. */
  readonly low: number;
  /** Upper bound. */
  readonly high: number;
  /** Share of all pixels, 0 to 1. */
  readonly share: number;
  /** Mean probability of foreground; null of none. */
  readonly probability: number | null;
  /** How many of them are foreground, 0 to 1; null of none. */
  readonly observed: number | null;
}

/** Whether probabilities of foreground are frequencies. */
export interface Reliability {
  /** Rising. */
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error: mean distance of probability and frequency over the bins, by share (Naeini 2015), 0 to 1. */
  readonly ece: number;
  /** Mean squared distance of probability and truth (Brier 1950), 0 to 1. */
  readonly brier: number;
}

/** Gathers pixels, image by image; an image weighs the same whatever its size. */
export interface ReliabilityCounts {
  /** Adds an image. @param probability Of foreground. @param truth Class ids. */
  add(probability: Float32Array, truth: Uint8Array): void;
  /** What came of it. */
  result(): Reliability;
}

/** @param count How many bins of equal width. */
export function createReliability(count = 20): ReliabilityCounts {
  const share = new Float64Array(count), sum = new Float64Array(count), hits = new Float64Array(count);
  let squares = 0, images = 0;
  return {
    add(probability, truth) {
      const weight = 1 / probability.length;
      let distance = 0;
      for (let i = 0; i < probability.length; i++) {
        const p = Math.min(1, Math.max(0, probability[i])), y = truth[i] === 0 ? 0 : 1;
        const bin = Math.min(count - 1, Math.floor(p * count));
        share[bin] += weight;
        sum[bin] += weight * p;
        hits[bin] += weight * y;
        distance += (p - y) ** 2;
      }
      squares += weight * distance;
      images++;
    },
    result() {
      const bins = Array.from(share, (weight, i): ReliabilityBin => ({
        low: i / count,
        high: (i + 1) / count,
        share: images > 0 ? weight / images : 0,
        probability: weight > 0 ? sum[i] / weight : null,
        observed: weight > 0 ? hits[i] / weight : null,
      }));
      const ece = bins.reduce(
        (all, { share, probability, observed }) =>
          all + (share > 0 ? share * Math.abs(probability! - observed!) : 0),
        0,
      );
      return { bins, ece, brier: images > 0 ? squares / images : 0 };
    },
  };
}
