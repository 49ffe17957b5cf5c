import type { AblationTable, Difference, TableRow } from "./ablation_table.ts";
import type { AblationMetric } from "./statistics/cell.ts";

/** What stands behind a difference that is more than chance. */
export const MARKS: Readonly<Record<Difference["significant"], string>> = {
  trainings: "*",
  images: "°",
  no: "",
};

/** A measured value in the unit that is shown: percent where the metric is. */
export function shown(value: number, { percent }: AblationMetric): number {
  return percent ? 100 * value : value;
}

/** A value that is already in the unit shown, with two decimals (percent) or three. */
export function decimal(value: number, { percent }: AblationMetric): string {
  const text = value.toFixed(percent ? 2 : 3);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}

/** The same with its sign. */
export function signed(value: number, metric: AblationMetric): string {
  const text = decimal(value, metric);
  return text.startsWith("−") || Number(text) === 0 ? text : `+${text}`;
}

/** `[low, high]`, each formatted. */
export function range(
  [low, high]: readonly [number, number],
  metric: AblationMetric,
  format: typeof decimal = decimal,
): string {
  return `[${format(shown(low, metric), metric)}, ${format(shown(high, metric), metric)}]`;
}

/** A p value with three decimals. */
export function probability(p: number): string {
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}

/** The p value that is shown: adjusted; that for these networks where there is one seed. */
export function shownP({ adjusted, imagesOnly }: Difference): string {
  return adjusted === null ? `${probability(imagesOnly.adjusted)} (images)` : probability(adjusted);
}

/** Seconds as `42 s`, `3 min`, `2 h 07 min`. */
export function time(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** Bytes as megabytes, or as gigabytes from 1000 of those. */
export function memory(bytes: number): string {
  const megabytes = bytes / 1e6;
  return megabytes < 1000 ? `${Math.round(megabytes)} MB` : `${(megabytes / 1000).toFixed(1)} GB`;
}

/** `3`, or `2 of 3` where seeds failed or are not there. */
export function seedCount({ seeds }: TableRow, table: AblationTable): string {
  return seeds.length === table.seeds.length ? `${seeds.length}` : `${seeds.length} of ${table.seeds.length}`;
}

/** `1 image`, `2 images`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
