import { ahead } from "../data/ahead.ts";
import type { Dataset, Split } from "../data/dataset.ts";
import { DataError } from "../data/dataset.ts";
import type { Normalization } from "../data/input.ts";
import { labelPair } from "../metric/confusion.ts";
import type { Metric } from "../metric/metric.ts";
import { summarize } from "../metric/summarize.ts";
import type { EvaluatedCase, EvaluationSummary, Report } from "../report/report.ts";
import type { Segment } from "./segment.ts";
import { segmentImage } from "./segment_image.ts";

/** What an evaluation needs. */
export interface Evaluation {
  /** Where the cases come from. */
  readonly dataset: Dataset;
  /** Which of them. */
  readonly split: Split;
  /** The network. */
  readonly segment: Segment;
  /** Its input, [height, width]. */
  readonly size: readonly [number, number];
  /** Mean and deviation of the input. */
  readonly normalize: Normalization;
  /** Windows that images are cut into, [height, width] in pixels; absent: each is resized as a whole. */
  readonly window?: readonly [number, number] | undefined;
  /** What to measure. */
  readonly metrics: readonly Metric[];
  /** What to write. */
  readonly reports?: readonly Report[];
  /** Folder for the reports. */
  readonly folder?: string;
  /** Told after each image. */
  readonly onProgress?: (done: number, count: number) => void;
  /** Stops between images. */
  readonly signal?: AbortSignal;
}

/**
 * Segments every case of a split, measures each at its own size (method.md section 5) and tells the reports.
 *
 * @returns Means over images; a missed structure counts, an undefined value (0/0) is left out and counted.
 * @throws {DataError} when a case cannot be read or has no truth.
 */
export async function evaluate(evaluation: Evaluation): Promise<EvaluationSummary> {
  const { dataset, split, segment, size, normalize, window, metrics, reports = [], folder = "" } = evaluation;
  const cases = dataset.cases(split);
  if (cases.length === 0) {
    throw new RangeError(`Cannot evaluate split "${split}" of "${dataset.name}": it has no cases`);
  }
  const measured: Record<string, number | null>[] = [];
  const load = async (item: (typeof cases)[number]) => ({ item, sample: await dataset.load(item) });
  for await (const { item, sample: { image, labels } } of ahead(cases, 3, load)) {
    evaluation.signal?.throwIfAborted();
    if (!labels) throw new DataError([{ file: item.image, reason: "found no mask, evaluation wants one" }]);
    const result = await segmentImage(segment, image, { size, normalize, window });
    const pair = labelPair(result.labels, labels.data, [image.height, image.width], dataset.classes.length);
    const values = Object.fromEntries(metrics.map((metric) => [metric.name, metric.measure(pair)]));
    measured.push(values);
    const { probability, uncertainty } = result;
    const evaluated: EvaluatedCase = {
      id: item.id,
      file: item.image,
      image,
      prediction: result.labels,
      truth: labels.data,
      probability,
      uncertainty,
      metrics: values,
      classes: dataset.classes.length,
    };
    for (const report of reports) await report.onCase(evaluated, folder);
    evaluation.onProgress?.(measured.length, cases.length);
  }
  const summary: EvaluationSummary = { split, ...summarize(metrics.map(({ name }) => name), measured) };
  for (const report of reports) await report.onEnd(summary, folder);
  return summary;
}
