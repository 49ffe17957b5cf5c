import { ahead } from "../data/ahead.ts";
import type { Case, Dataset, Split } from "../data/dataset.ts";
import { labelPair } from "../metric/confusion.ts";
import type { LabelPair, Metric } from "../metric/metric.ts";
import { summarize } from "../metric/summarize.ts";
import type { EvaluatedCase, EvaluationSummary, Report } from "../report/report.ts";

/** What every evaluation needs, of pictures or volumes. */
export interface CasesEvaluation {
  /** Where the cases come from. */
  readonly dataset: Dataset;
  /** Which of them. */
  readonly split: Split;
  /** What to measure. */
  readonly metrics: readonly Metric[];
  /** What to write. */
  readonly reports?: readonly Report[];
  /** Folder for the reports. */
  readonly folder?: string;
  /** What is done to predicted class ids before they are measured. */
  readonly postprocess?: (labels: Uint8Array, size: readonly number[]) => Uint8Array;
  /** Told each prediction beside its truth. */
  readonly onPair?: (pair: LabelPair) => void;
  /** Told after each image. */
  readonly onProgress?: (done: number, count: number) => void;
  /** Stops between images. */
  readonly signal?: AbortSignal;
}

/** An image with all that is known of its pixels. */
export type Shown = Pick<
  EvaluatedCase,
  "image" | "prediction" | "truth" | "probability" | "uncertainty" | "volume"
>;

/** A case that was segmented, at its own size, beside its truth. */
export interface JudgedCase {
  /** Predicted class ids. */
  readonly labels: Uint8Array;
  /** True class ids. */
  readonly truth: Uint8Array;
  /** Of both: rows and columns, or slices, rows and columns. */
  readonly size: readonly number[];
  /** Distance between neighbours along each, mm; in pixels where absent. */
  readonly spacing?: readonly number[];
  /** What reports are shown of these labels: the image, or a slice of the volume. Asked for where there are any. */
  show(labels: Uint8Array): Promise<Shown>;
}

/** Reads cases ahead, and segments them one after another. */
export interface CaseReader {
  /** Cases read at once. */
  readonly depth: number;
  /** Reads a case. @returns What segments it. @throws {DataError} when it cannot be read or has no truth. */
  read(item: Case): Promise<() => Promise<JudgedCase>>;
}

/**
 * Segments every case of a split, measures each at its own size (method.md section 5) and tells the reports. Of more than two
 * classes, metrics that are means over classes are told of each class too, as `dice:edema`.
 *
 * @returns Means over images; a missed structure counts, an undefined value (0/0) is left out and counted.
 * @throws {DataError} when a case cannot be read or has no truth.
 */
export async function evaluateCases(
  evaluation: CasesEvaluation,
  reader: CaseReader,
): Promise<EvaluationSummary> {
  const { dataset, split, metrics, reports = [], folder = "" } = evaluation, { classes } = dataset;
  const cases = dataset.cases(split);
  if (cases.length === 0) {
    throw new RangeError(`Cannot evaluate split "${split}" of "${dataset.name}": it has no cases`);
  }
  const measured: Record<string, number | null>[] = [];
  const load = async (item: Case) => ({ item, judge: await reader.read(item) });
  for await (const { item, judge } of ahead(cases, reader.depth, load)) {
    evaluation.signal?.throwIfAborted();
    const { labels: predicted, truth, size, spacing, show } = await judge();
    const labels = evaluation.postprocess?.(predicted, size) ?? predicted;
    const pair = labelPair(labels, truth, size, classes.length, spacing);
    evaluation.onPair?.(pair);
    const values = measure(pair, metrics, classes);
    measured.push(values);
    if (reports.length > 0) {
      const { id, image: file } = item, count = classes.length;
      const evaluated: EvaluatedCase = { id, file, ...await show(labels), metrics: values, classes: count };
      for (const report of reports) await report.onCase(evaluated, folder);
    }
    evaluation.onProgress?.(measured.length, cases.length);
  }
  const summary: EvaluationSummary = { split, ...summarize(Object.keys(measured[0]), measured) };
  for (const report of reports) await report.onEnd(summary, folder);
  return summary;
}

function measure(
  pair: LabelPair,
  metrics: readonly Metric[],
  classes: readonly string[],
): Record<string, number | null> {
  const values = Object.fromEntries(metrics.map((metric) => [metric.name, metric.measure(pair)]));
  if (classes.length === 2) return values;
  for (const { name, measureClasses } of metrics) {
    measureClasses?.(pair).forEach((value, i) => values[`${name}:${classes[i + 1]}`] = value);
  }
  return values;
}
