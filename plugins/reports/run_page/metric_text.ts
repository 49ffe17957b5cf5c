import { decimal, range, shown } from "../ablation_format.ts";
import type { AblationMetric } from "../statistics/cell.ts";
import type { MetricSummary } from "../summary.ts";
import type { RunData } from "./run_data.ts";

/**
 * How a metric is shown, of a class (`hd95:edema`) as over all classes; one that the config does not tell about is taken for
 * what its values look like.
 */
export function metricOf(name: string, { metrics }: Pick<RunData, "metrics">): AblationMetric {
  const found = metrics.find((metric) => metric.name === name);
  if (found) return found;
  const whole = metrics.find((metric) => metric.name === metricName(name));
  return { percent: true, higherIsBetter: true, ...whole, name, title: name };
}

/** Name of the metric that a value of a class is of: `hd95` for `hd95:edema`. */
export function metricName(name: string): string {
  return name.replace(/:.*$/, "");
}

/** `%`, or the unit that the metric has of its own; nothing where it has none. */
export function unitOf({ percent, unit = "" }: AblationMetric): string {
  return percent ? "%" : unit;
}

/** A value in the unit shown; a dash where it is undefined. */
export function valueText(value: number | null | undefined, metric: AblationMetric): string {
  return value == null ? "–" : decimal(shown(value, metric), metric);
}

/** `[low, high]` of a summary; nothing without. */
export function intervalText({ interval }: MetricSummary, metric: AblationMetric): string {
  return interval ? range(interval, metric) : "";
}
