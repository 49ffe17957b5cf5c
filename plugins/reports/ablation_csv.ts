import { shown } from "./ablation_format.ts";
import type { AblationTable, TableCell, TableRow, TableSection } from "./ablation_table.ts";
import { record } from "./csv.ts";
import type { AblationMetric } from "./statistics/cell.ts";

const COLUMNS: readonly string[] = [
  ...["section", "row", "changes", "metric", "unit", "seeds", "failed", "missing"],
  ...["mean", "low", "high", "seed_deviation", "undefined"],
  ...["base", "difference", "difference_low", "difference_high", "difference_seeds", "left_out"],
  ...["p", "p_holm", "p_images", "p_images_holm", "significant"],
  ...["paper", "paper_difference", "seconds", "peak_bytes"],
];

/**
 * A table as CSV (RFC 4180), one record a row and metric. Numbers are whole, in percent where the metric is, as the paper's;
 * what is not there is empty. Seeds stand with spaces between.
 */
export function ablationCsv(table: AblationTable): string {
  const records = table.sections.flatMap((section) =>
    section.rows.flatMap((row) => table.metrics.map((metric) => record(fields(section, row, metric))))
  );
  return [record(COLUMNS), ...records].join("");
}

function fields(section: TableSection, row: TableRow, metric: AblationMetric): (string | number | null)[] {
  const cell = row.cells[metric.name];
  return [
    section.title,
    row.label,
    row.changes.join("; "),
    metric.name,
    metric.percent ? "percent" : "",
    row.seeds.join(" "),
    row.failed.map(({ seed }) => seed).join(" "),
    row.missing.join(" "),
    ...mean(cell, metric),
    ...difference(cell, metric, section.base),
    cell.paper,
    rounded(cell.paperDifference),
    row.seconds,
    row.peakBytes,
  ];
}

function mean({ estimate, undefined: count }: TableCell, metric: AblationMetric): (number | null)[] {
  const value = (x: number | null | undefined) => x == null ? null : rounded(shown(x, metric));
  const [low, high] = estimate?.interval ?? [];
  return [...[estimate?.mean, low, high, estimate?.deviation].map(value), count];
}

function difference(
  { difference }: TableCell,
  metric: AblationMetric,
  base: string,
): (string | number | null)[] {
  if (!difference) return [base, ...Array.from({ length: 10 }, () => null)];
  const { mean, interval, seeds, leftOut, p, adjusted, imagesOnly, significant } = difference;
  return [
    base,
    ...[mean, ...interval].map((x) => rounded(shown(x, metric))),
    seeds.join(" "),
    leftOut,
    p,
    adjusted,
    imagesOnly.p,
    imagesOnly.adjusted,
    significant,
  ];
}

/** Twelve digits: what is behind them is rounding. */
function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(12));
}
