/** Error that is left when only the pixels below some uncertainty are decided. */
export interface PixelRisk {
  /** Share of the pixels that are decided, rising to 1. */
  readonly coverage: readonly number[];
  /** Share of those that are wrong. */
  readonly risk: readonly number[];
  /** Area under the curve (El-Yaniv and Wiener 2010); the error of all pixels where uncertainty says nothing. */
  readonly area: number;
}

/** Gathers pixels, image by image; an image weighs the same whatever its size. */
export interface PixelRiskCounts {
  /** Adds an image. @param uncertainty 0 to 1; an image without is left out. */
  add(
    uncertainty: Float32Array | undefined,
    labels: { readonly truth: Uint8Array; readonly prediction: Uint8Array },
  ): void;
  /** What came of it; empty without an image. */
  result(): PixelRisk;
}

/** Levels of uncertainty that are told apart. */
const LEVELS = 256;

/** A risk-coverage curve out of a histogram of the uncertainty. */
export function createPixelRisk(): PixelRiskCounts {
  const share = new Float64Array(LEVELS), wrong = new Float64Array(LEVELS);
  let images = 0;
  return {
    add(uncertainty, { truth, prediction }) {
      if (!uncertainty) return;
      const weight = 1 / uncertainty.length;
      for (let i = 0; i < uncertainty.length; i++) {
        const level = Math.round(Math.min(1, Math.max(0, uncertainty[i])) * (LEVELS - 1));
        share[level] += weight;
        if (truth[i] !== prediction[i]) wrong[level] += weight;
      }
      images++;
    },
    result() {
      const coverage: number[] = [], risk: number[] = [];
      let decided = 0, errors = 0, area = 0;
      for (let level = 0; level < LEVELS; level++) {
        if (share[level] === 0) continue;
        decided += share[level] / images;
        errors += wrong[level] / images;
        coverage.push(decided);
        risk.push(errors / decided);
        area += share[level] / images * (errors / decided);
      }
      return { coverage, risk, area };
    },
  };
}
