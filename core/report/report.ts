import type { Raster } from "../data/sample.ts";
import type { Statistics } from "../metric/summarize.ts";

/** One evaluated image at its own size. */
export interface EvaluatedCase {
  /** Case id. */
  readonly id: string;
  /** Path of the image, empty when generated. */
  readonly file: string;
  /** The image as stored. */
  readonly image: Raster;
  /** How many classes, with background. */
  readonly classes: number;
  /** Predicted class ids, row-major. */
  readonly prediction: Uint8Array;
  /** True class ids. */
  readonly truth: Uint8Array;
  /** Probability of foreground (1 - background), 0 to 1. */
  readonly probability: Float32Array;
  /** Uncertainty maps 0 to 1 by name, at the image's size: `prediction` (entropy of the softmax) and one a refined slot. */
  readonly uncertainty: Readonly<Record<string, Float32Array>>;
  /** Metric values by name. */
  readonly metrics: Readonly<Record<string, number | null>>;
}

/** What an evaluation came to: statistics over images, by metric name. */
export interface EvaluationSummary extends Statistics {
  /** Which split was read. */
  readonly split: string;
}

/** Something written about an evaluation, in a folder of its own choosing within `folder`. */
export interface Report {
  /** Called for each image as it is done. */
  onCase(item: EvaluatedCase, folder: string): Promise<void>;
  /** Called once at the end. Files are written beside and renamed. */
  onEnd(summary: EvaluationSummary, folder: string): Promise<void>;
}
