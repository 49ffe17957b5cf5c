/** The metrics of one image. */
export interface ImageResult {
  /** Case id. */
  readonly id: string;
  /** By name. Null (or NaN) where the metric is undefined (0/0); a missed structure has its value, 0. */
  readonly values: Readonly<Record<string, number | null>>;
}

/** One training of a row, measured: a seed, the images of the test split, and what it cost. */
export interface CellResult {
  /** Root of its random streams: cells of one seed are paired. */
  readonly seed: number;
  /** The same images in every cell of a table, in any order. */
  readonly images: readonly ImageResult[];
  /** Wall clock of the training, in seconds. */
  readonly seconds: number;
  /** The most memory that the process held, in bytes. */
  readonly peakBytes?: number;
}

/** A training of a row that did not end, and why. */
export interface FailedCell {
  /** Its seed. */
  readonly seed: number;
  /** For people. */
  readonly reason: string;
}

/** One row of a table: what differs from the base config, and what came of it. */
export interface RowResult {
  /** Unique in its table. */
  readonly label: string;
  /** What the row changes, for people: `losses.encoder.phi = mean`. */
  readonly changes: readonly string[];
  /** The paper's numbers, by {@linkcode AblationMetric.paperKey}, in the paper's unit. */
  readonly paper?: Readonly<Record<string, number>>;
  /** One a seed; the order does not matter. */
  readonly cells: readonly CellResult[];
  /** Seeds that gave no result. */
  readonly failed?: readonly FailedCell[];
}

/** A metric of a table. */
export interface AblationMetric {
  /** As in {@linkcode ImageResult.values}. */
  readonly name: string;
  /** Its column's heading. */
  readonly title: string;
  /** As in {@linkcode RowResult.paper}; absent: the paper does not give it. */
  readonly paperKey?: string;
  /** Values are fractions of 1, shown as percent: the paper's numbers are in percent already. */
  readonly percent: boolean;
  /** Which way an improvement goes. */
  readonly higherIsBetter: boolean;
  /** Of values that are no fractions, where they have one. */
  readonly unit?: string;
}

/** A part of a table that has its own heading, and its own row to compare with. */
export interface AblationSection {
  /** Its heading. */
  readonly title: string;
  /** Labels of its rows, in order; a row may be in several sections. */
  readonly rows: readonly string[];
  /** Label of the row that these are compared with; absent: the table's. */
  readonly base?: string;
}

/** Everything measured for a table. */
export interface AblationResult {
  /** The table's heading. */
  readonly title: string;
  /** Its columns. */
  readonly metrics: readonly AblationMetric[];
  /** Label of the row that the others are compared with. */
  readonly base: string;
  /** Which split was measured; `test` unless given. */
  readonly split?: "test" | "val";
  /** In the order of the table. */
  readonly rows: readonly RowResult[];
  /** Absent: one part that holds every row. */
  readonly sections?: readonly AblationSection[];
}
