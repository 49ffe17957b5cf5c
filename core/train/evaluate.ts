import { DataError } from "../data/dataset.ts";
import type { Normalization } from "../data/input.ts";
import type { EvaluationSummary } from "../report/report.ts";
import { type CasesEvaluation, evaluateCases } from "./evaluate_cases.ts";
import type { Segment } from "./segment.ts";
import { segmentImage } from "./segment_image.ts";

/** What an evaluation of images needs. */
export interface Evaluation extends CasesEvaluation {
  /** The network. */
  readonly segment: Segment;
  /** Its input, [height, width]. */
  readonly size: readonly [number, number];
  /** Mean and deviation of the input. */
  readonly normalize: Normalization;
  /** Windows that images are cut into, [height, width] in pixels; absent: each is resized as a whole. */
  readonly window?: readonly [number, number] | undefined;
}

/** Images read while others are segmented. */
const DEPTH = 3;

/** {@linkcode evaluateCases} for images. */
export function evaluate(evaluation: Evaluation): Promise<EvaluationSummary> {
  const { dataset, segment, size, normalize, window } = evaluation;
  return evaluateCases(evaluation, {
    depth: DEPTH,
    async read(item) {
      const { image, labels: truth } = await dataset.load(item);
      if (!truth) {
        throw new DataError([{ file: item.image, reason: "found no mask, evaluation wants one" }]);
      }
      return async () => {
        const { labels, probability, uncertainty } = await segmentImage(segment, image, {
          size,
          normalize,
          window,
        });
        return {
          labels,
          truth: truth.data,
          size: [image.height, image.width],
          show: (prediction) =>
            Promise.resolve({ image, prediction, truth: truth.data, probability, uncertainty }),
        };
      };
    },
  });
}
