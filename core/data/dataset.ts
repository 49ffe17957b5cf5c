import type { LabelMap, Sample } from "./sample.ts";

/** Part of a dataset. Training never sees `test`; the best checkpoint is chosen on `val`. */
export type Split = "train" | "val" | "test";

/** One image with its truth, not yet read. */
export interface Case {
  /** Unique within the dataset. */
  readonly id: string;
  /** Where it belongs. */
  readonly split: Split;
  /** Path of the image, for messages; empty for generated cases. */
  readonly image: string;
  /** Path of the mask, for messages. */
  readonly mask?: string;
  /** Whose it is, where the dataset knows: a part of the training cases holds patients as a whole. */
  readonly patient?: string;
  /** What a part of the training cases keeps the shares of, where the dataset knows: a diagnosis, a centre. */
  readonly stratum?: string;
}

/** What a dataset is opened with. */
export interface DatasetContext {
  /** Root of the run's random streams: splits drawn by us depend on it alone. */
  readonly seed: number;
}

/** An opened dataset: listed and paired, nothing decoded yet. */
export interface Dataset {
  /** Name from the registry. */
  readonly name: string;
  /** Where the cases come from, for messages: the layout that was found, and where. */
  readonly source?: string;
  /** Class names by id; the first is the background. */
  readonly classes: readonly string[];
  /** Channels of every image. */
  readonly channels: number;
  /** Cases of a split, sorted by id. */
  cases(split: Split): readonly Case[];
  /**
   * Reads one case at its stored size, or reduced when `atLeast` is given: by a whole factor with averaging, never below
   * `atLeast` ([height, width]). Pure: the same case gives the same bytes in every process.
   *
   * @throws {DataError} naming file, what was found and what was expected.
   */
  load(item: Case, atLeast?: readonly [number, number]): Promise<Sample>;
  /** Reads the truth alone, at its stored size; absent where that is no faster than `load`. */
  labels?(item: Case): Promise<LabelMap>;
}

/** One thing wrong with the data. */
export interface Defect {
  /** File or folder. */
  readonly file: string;
  /** What was found, what was expected, what to do. */
  readonly reason: string;
}

/** Data that cannot be used; lists every defect found, not just the first. */
export class DataError extends Error {
  /** Name of the class. */
  override name = "DataError";
  /**
   * Lists the defects, the first twenty in words.
   *
   * @param defects At least one. @param options `cause` is kept.
   */
  constructor(readonly defects: readonly Defect[], options?: ErrorOptions) {
    const lines = defects.slice(0, 20).map(({ file, reason }) => `  ${file}: ${reason}`);
    const more = defects.length > 20 ? `\n  ... and ${defects.length - 20} more` : "";
    super(
      `Cannot use the data: ${defects.length} defect${defects.length === 1 ? "" : "s"}\n${
        lines.join("\n")
      }${more}`,
      options,
    );
  }
}
