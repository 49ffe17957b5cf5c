import type { AblationMetric, FailedCell } from "./statistics/cell.ts";
import type { Estimate } from "./statistics/estimate.ts";

/** How a table was worked out. */
export interface AblationOptions {
  /** Resamples of the images; 2000 unless given. */
  readonly resamples?: number;
  /** Root of the streams of resamples; 0 unless given. */
  readonly seed?: number;
  /** Share that intervals cover, above 0 and below 1; 0.95 unless given. P values below the rest are marked. */
  readonly confidence?: number;
}

/** A row against the row it is compared with, same image, same seed. */
export interface Difference extends Estimate {
  /** Seeds that both rows have. */
  readonly seeds: readonly number[];
  /** Images and seeds where a value is undefined in either. */
  readonly leftOut: number;
  /** Holm's adjustment of `p` over the rows of the section; null of one seed. */
  readonly adjusted: number | null;
  /** P value for these very networks on other images (sign flips), and its adjustment. */
  readonly imagesOnly: { readonly p: number; readonly adjusted: number };
  /**
   * What may be claimed at the table's level: `trainings`: the adjusted p is below it; `images`: only that for these networks
   * is.
   */
  readonly significant: "trainings" | "images" | "no";
}

/** One metric of one row. Values are as measured (fractions where the metric is shown as percent), the paper's as printed. */
export interface TableCell {
  /** Mean and interval; null where nothing was measured. */
  readonly estimate: Estimate | null;
  /** Images and seeds without a value (0/0). */
  readonly undefined: number;
  /** Against the base row; null for it, and where no seed is common. */
  readonly difference: Difference | null;
  /** The paper's number. */
  readonly paper: number | null;
  /** The paper's number less that of its base row. */
  readonly paperDifference: number | null;
}

/** One row. */
export interface TableRow {
  /** Its label. */
  readonly label: string;
  /** What it changes. */
  readonly changes: readonly string[];
  /** Whether the others are compared with it. */
  readonly isBase: boolean;
  /** Seeds that were measured, rising. */
  readonly seeds: readonly number[];
  /** Seeds that other rows have, and that this one neither has nor failed. */
  readonly missing: readonly number[];
  /** Seeds that failed. */
  readonly failed: readonly FailedCell[];
  /** Wall clock of one training, mean over seeds, in seconds; null where nothing was measured. */
  readonly seconds: number | null;
  /** The most memory over the seeds, in bytes; null where it is not known. */
  readonly peakBytes: number | null;
  /** By metric. */
  readonly cells: Readonly<Record<string, TableCell>>;
}

/** Rows under one heading, compared with one row. */
export interface TableSection {
  /** Its heading; null where it is the whole table. */
  readonly title: string | null;
  /** Label of the row that the others are compared with. */
  readonly base: string;
  /** In order. */
  readonly rows: readonly TableRow[];
}

/** A finished table, as plain data. */
export interface AblationTable {
  /** Its heading. */
  readonly title: string;
  /** Its columns. */
  readonly metrics: readonly AblationMetric[];
  /** At least one. */
  readonly sections: readonly TableSection[];
  /** Images of the split. */
  readonly images: number;
  /** Which was measured: `test`, or `val` where there is none. */
  readonly split: "test" | "val";
  /** Every seed of any row, rising. */
  readonly seeds: readonly number[];
  /** How it was worked out. */
  readonly options: Required<AblationOptions>;
}
