import { type EvaluatedCase, type Report, writeAtomic } from "@dragsaw/core";
import { type Component, define } from "@dragsaw/core/registry";
import { diceConfidence } from "./dice_confidence.ts";
import { createReliability, type Reliability } from "./reliability.ts";
import { createPixelRisk, type PixelRisk } from "./pixel_risk.ts";

/** What `calibration.json` holds: how far probabilities and uncertainties can be trusted. Every image counts the same. */
export interface CalibrationFile extends Reliability {
  /** Images. */
  readonly images: number;
  /** What is left wrong when uncertain pixels are not decided. */
  readonly pixels: PixelRisk;
  /** By case id: how sure the network is of its segmentation, 0 to 1 ({@linkcode diceConfidence}). */
  readonly confidence: Readonly<Record<string, number>>;
}

/** Report `calibration`: whether probabilities are frequencies, and whether what is uncertain is wrong. */
export const calibration: Component = define("report", "calibration", {
  summary:
    "calibration.json: reliability of the probabilities, error left at each coverage, confidence of each image",
  source:
    "reliability: Guo et al. 2017, arXiv 1706.04599; risk and coverage: Geifman and El-Yaniv 2017, arXiv 1705.08500",
  options: () => ({}),
  build: () => createCalibration(),
});

/**
 * Writes `calibration.json` ({@linkcode CalibrationFile}): one pass over the pixels of a case. Of volumes, whose probabilities
 * are not kept, it has the risk of voxels alone.
 */
export function createCalibration(): Report {
  let reliability = createReliability(), risk = createPixelRisk();
  let confidence: [string, number][] = [], images = 0;
  const onCase = (item: EvaluatedCase) => {
    images++;
    if (item.volume) risk.add(item.volume.uncertainty, item.volume);
    else {
      reliability.add(item.probability, item.truth);
      risk.add(item.uncertainty.prediction, item);
      confidence.push([item.id, diceConfidence(item.probability, item.prediction)]);
    }
    return Promise.resolve();
  };
  return {
    onCase,
    async onEnd(_summary, folder) {
      const file: CalibrationFile = {
        images,
        ...reliability.result(),
        pixels: risk.result(),
        confidence: Object.fromEntries(confidence.toSorted(([a], [b]) => a < b ? -1 : 1)),
      };
      await writeAtomic(`${folder}/calibration.json`, `${JSON.stringify(file)}\n`);
      [reliability, risk, confidence, images] = [createReliability(), createPixelRisk(), [], 0];
    },
  };
}
