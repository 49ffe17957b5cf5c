/** Metric values of one image by name; null where undefined (0/0). */
export type MetricRow = Readonly<Record<string, number | null>>;

/** Macro statistics by metric name: every image counts the same. */
export interface Statistics {
  /** Images. */
  readonly count: number;
  /** Mean over the images where the metric is defined; null when it never is. */
  readonly means: Readonly<Record<string, number | null>>;
  /** Standard deviation over those images (n - 1 in the denominator); null below two. */
  readonly deviations: Readonly<Record<string, number | null>>;
  /** How many those images are. */
  readonly defined: Readonly<Record<string, number>>;
}

/**
 * Means and deviations over images. Only 0/0 is left out of a mean, and counted; a missed structure has the worst value there is
 * (0 for overlaps, a penalty for distances) and stays.
 *
 * @param names Metrics wanted. @param rows One an image, each with all of `names`.
 * @throws {RangeError} when a row lacks a metric or holds a number that is not finite.
 */
export function summarize(names: readonly string[], rows: readonly MetricRow[]): Statistics {
  const means: Record<string, number | null> = {}, deviations: Record<string, number | null> = {};
  const defined: Record<string, number> = {};
  for (const name of names) {
    const values = rows.flatMap((row, i) => {
      const value = row[name];
      if (value === null) return [];
      if (value === undefined || !Number.isFinite(value)) {
        throw new RangeError(
          `Cannot summarise "${name}": image ${i} has ${value}, wanted a finite number or null`,
        );
      }
      return [value];
    });
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    defined[name] = values.length;
    means[name] = values.length > 0 ? mean : null;
    deviations[name] = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : null;
  }
  return { count: rows.length, means, deviations, defined };
}
