import { classCounts } from "../../metric/confusion.ts";
import type { LabelPair, Metric } from "../../metric/metric.ts";
import { type MetricRow, type Statistics, summarize } from "../../metric/summarize.ts";

/** Whether a class is in the truth and in the prediction: both, the truth alone, the prediction alone, neither. */
export type Presence = "found" | "missed" | "invented" | "absent";

/** One foreground class of one case. */
export interface StructureRow {
  /** Class id, from 1. */
  readonly id: number;
  /** Where it is. */
  readonly presence: Presence;
  /** By metric name; a missed or invented structure has the worst value there is, null is undefined (0/0). */
  readonly values: MetricRow;
}

/** One foreground class over all cases. */
export interface StructureSummary extends Statistics {
  /** Class id, from 1. */
  readonly id: number;
  /** Cases by where it is. */
  readonly presence: Readonly<Record<Presence, number>>;
}

/**
 * Each foreground class of a case by itself, class 1 first: Dice, HD95, ASSD, NSD (mm) or what else `metrics` has. Metrics without
 * values of classes are left out.
 */
export function measureStructures(pair: LabelPair, metrics: readonly Metric[]): StructureRow[] {
  const measured = metrics.flatMap((metric) => {
    const values = metric.measureClasses?.(pair);
    return values ? [{ name: metric.name, values }] : [];
  });
  return classCounts(pair.confusion, pair.classes).slice(1).map(({ tp, fp, fn }, i) => ({
    id: i + 1,
    presence: presenceOf(tp + fn > 0, tp + fp > 0),
    values: Object.fromEntries(measured.map(({ name, values }) => [name, values[i]])),
  }));
}

/** Statistics of each class over cases, class 1 first. @param cases Rows of each; at least one. */
export function summarizeStructures(cases: readonly (readonly StructureRow[])[]): StructureSummary[] {
  return cases[0].map(({ id, values }, i) => {
    const rows = cases.map((rows) => rows[i]), presence = { found: 0, missed: 0, invented: 0, absent: 0 };
    for (const row of rows) presence[row.presence]++;
    return { id, presence, ...summarize(Object.keys(values), rows.map((row) => row.values)) };
  });
}

function presenceOf(inTruth: boolean, predicted: boolean): Presence {
  if (inTruth) return predicted ? "found" : "missed";
  return predicted ? "invented" : "absent";
}
