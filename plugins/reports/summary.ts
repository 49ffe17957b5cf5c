import { z } from "zod";
import { type EvaluationSummary, type Report, writeAtomic } from "@dragsaw/core";
import { stream } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { bootstrapInterval } from "./bootstrap.ts";
import { checkedMetrics, METRIC_SETS } from "./metrics.ts";
import { summaryTable } from "./summary_table.ts";

/** One metric over the images of a split. */
export interface MetricSummary {
  /** Mean over the images where it is defined; null when nowhere. */
  readonly mean: number | null;
  /** Standard deviation over those images. */
  readonly deviation: number | null;
  /** How many images those are. */
  readonly n: number;
  /** Bootstrap 95 % interval of the mean. */
  readonly interval: readonly [number, number] | null;
}

/** What `summary.json` holds. */
export interface SummaryFile {
  /** Which split was read. */
  readonly split: string;
  /** Images. */
  readonly count: number;
  /** Metrics by set and name; a set without metrics is absent. */
  readonly sets: Readonly<
    Record<string, { readonly title: string; readonly metrics: Readonly<Record<string, MetricSummary>> }>
  >;
  /** How the intervals were drawn. */
  readonly bootstrap: SummaryOptions;
}

/** What {@linkcode createSummary} draws its intervals with. */
export interface SummaryOptions {
  /** Bootstrap samples. */
  readonly resamples: number;
  /** Root of their random stream. */
  readonly seed: number;
}

/** Report `summary`: both metric sets with their spread. */
export const summary: Component = define("report", "summary", {
  summary: "summary.json and summary.md: mean, standard deviation, images and 95 % interval of every metric",
  source: "percentile bootstrap: Efron and Tibshirani 1993",
  options: () => ({
    resamples: z.int().min(1).max(100_000).default(2000).describe("Bootstrap samples behind each interval"),
    seed: z.int().min(0).default(0).describe("Root of the random stream of the bootstrap"),
  }),
  build: (options) => createSummary(options),
});

/**
 * Writes `summary.json` ({@linkcode SummaryFile}) and the same as a table, `summary.md`.
 *
 * @throws {RangeError} When a metric is NaN or infinite.
 */
export function createSummary(options: SummaryOptions): Report {
  let cases: { id: string; metrics: Readonly<Record<string, number | null>> }[] = [];
  return {
    onCase({ id, metrics }) {
      cases.push({ id, metrics: checkedMetrics(id, metrics) });
      return Promise.resolve();
    },
    async onEnd(totals, folder) {
      // Sorted, so that the intervals do not depend on the order of evaluation
      const sorted = cases.toSorted((a, b) => a.id < b.id ? -1 : 1).map(({ metrics }) => metrics);
      const file = summarize(totals, sorted, options);
      await writeAtomic(`${folder}/summary.json`, `${JSON.stringify(file, null, 2)}\n`);
      await writeAtomic(`${folder}/summary.md`, summaryTable(file));
      cases = [];
    },
  };
}

/** Means as the evaluation found them, intervals from the values of the cases. */
function summarize(
  totals: EvaluationSummary,
  cases: readonly Readonly<Record<string, number | null>>[],
  options: SummaryOptions,
): SummaryFile {
  const names = Object.keys(totals.means);
  const sets = METRIC_SETS.map(({ key, title, has }) => {
    const metrics = names.filter(has).map((name): [string, MetricSummary] => {
      const values = cases.map((metrics) => metrics[name] ?? null).filter((value) => value !== null);
      const interval = bootstrapInterval(values, stream(options.seed, "bootstrap", name), options.resamples);
      return [name, {
        mean: totals.means[name],
        deviation: totals.deviations[name],
        n: totals.defined[name],
        interval,
      }];
    });
    return [key, { title, metrics: Object.fromEntries(metrics) }] as const;
  });
  return {
    split: totals.split,
    count: totals.count,
    sets: Object.fromEntries(sets.filter(([, { metrics }]) => Object.keys(metrics).length > 0)),
    bootstrap: options,
  };
}
