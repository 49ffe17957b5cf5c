import type { RunData } from "../run_page/run_data.ts";
import type { ConfigRow } from "../config_diff/differing.ts";
import type { AblationTable } from "../ablation_table.ts";

/** An image that two runs segmented differently well. */
export interface CasePair {
  /** Its id. */
  readonly id: string;
  /** Of the ranking metric, one a row of the table. */
  readonly values: readonly (number | null)[];
}

/** Runs beside each other. Runs that differ in nothing but the seed are one row. */
export interface Comparison {
  /** Which split was measured; null where the runs have none in common. */
  readonly split: string | null;
  /** As given. */
  readonly runs: readonly RunData[];
  /** Labels of the rows, the one that the others are compared with first, and the runs of each by place. */
  readonly rows: readonly { readonly label: string; readonly runs: readonly number[] }[];
  /** What the config of the rows has otherwise. */
  readonly config: readonly ConfigRow[];
  /** Means with intervals and paired differences on the images that all have; null where there are none. */
  readonly table: AblationTable | null;
  /** Images that some run lacks. */
  readonly leftOut: number;
  /** Values of the ranking metric, mean over the seeds of a row. */
  readonly cases: readonly CasePair[];
  /** What has to be known to read it. */
  readonly notes: readonly string[];
}
