/** One of the two ways to average a 2D result, or what belongs to neither. */
export interface MetricSet {
  /** Key in `summary.json`. */
  readonly key: "foreground" | "classes" | "other";
  /** What its numbers are means over: method.md, section 5. */
  readonly title: string;
  /** Whether a metric belongs to it. */
  readonly has: (metric: string) => boolean;
}

const FOREGROUND = new Set(["dice", "jaccard", "accuracy"]);

/** The sets in the order they are reported; each metric is in exactly one. */
export const METRIC_SETS: readonly MetricSet[] = [
  {
    key: "foreground",
    title: "Foreground of each image, averaged over images (most likely what the tables of the paper hold)",
    has: (metric) => FOREGROUND.has(metric),
  },
  {
    key: "classes",
    title: "Mean over the classes with background of each image, averaged over images (the released code)",
    has: (metric) => metric.startsWith("m-"),
  },
  {
    key: "other",
    title: "Others, averaged over images",
    has: (metric) => !FOREGROUND.has(metric) && !metric.startsWith("m-"),
  },
];

/**
 * The metrics of one case as they are, once none is NaN or infinite: those would vanish from JSON and spoil every mean.
 *
 * @throws {RangeError} Naming case and metric.
 */
export function checkedMetrics(
  id: string,
  metrics: Readonly<Record<string, number | null>>,
): Readonly<Record<string, number | null>> {
  for (const [name, value] of Object.entries(metrics)) {
    if (value === null || Number.isFinite(value)) continue;
    throw new RangeError(
      `Cannot report "${name}" of "${id}": expected a finite number or null but found ${value}`,
    );
  }
  return metrics;
}
