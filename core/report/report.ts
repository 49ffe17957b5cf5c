import type { Raster } from "../data/sample.ts";
import type { Statistics } from "../metric/summarize.ts";
import type { Volume } from "../volume/volume.ts";

/** An evaluated volume on its stored grid, x fastest. */
export interface EvaluatedVolume {
  /** As stored; of several files the first. */
  readonly image: Volume;
  /** Predicted class ids, one a voxel. */
  readonly prediction: Uint8Array;
  /** True class ids. */
  readonly truth: Uint8Array;
  /** Entropy of the softmax / log classes, 0 to 1. */
  readonly uncertainty: Float32Array;
}

/** One evaluated image at its own size; of a volume, the axial slice with the most foreground. */
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
  /** The whole of a volume; absent for pictures. */
  readonly volume?: EvaluatedVolume;
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
