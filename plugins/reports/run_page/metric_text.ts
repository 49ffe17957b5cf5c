import { decimal, range, shown } from "../ablation_format.ts";
import type { AblationMetric } from "../statistics/cell.ts";
import type { MetricSummary } from "../summary.ts";
import type { RunData } from "./run_data.ts";

/** How a metric is shown; one that the config does not tell about is taken for what its values look like. */
export function metricOf(name: string, { metrics }: Pick<RunData, "metrics">): AblationMetric {
  return metrics.find((metric) => metric.name === name) ??
    { name, title: name, percent: true, higherIsBetter: true };
}

/** `%`, or nothing where the metric has a unit of its own. */
export function unitOf({ percent }: AblationMetric): string {
  return percent ? "%" : "";
}

/** A value in the unit shown; a dash where it is undefined. */
export function valueText(value: number | null | undefined, metric: AblationMetric): string {
  return value == null ? "–" : decimal(shown(value, metric), metric);
}

/** `[low, high]` of a summary; nothing without. */
export function intervalText({ interval }: MetricSummary, metric: AblationMetric): string {
  return interval ? range(interval, metric) : "";
}
