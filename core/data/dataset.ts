import type { Examination } from "./examination.ts";
import type { LabelMap, Sample } from "./sample.ts";
import type { VolumeSource } from "./volume_source.ts";
import type { Region } from "./windows.ts";

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
  /** Files whose foreground together is the truth (a left and a right lung); `mask` is the first. */
  readonly masks?: readonly string[];
  /** Files of a volume's image, in the order of its channels; `image` is the first. */
  readonly files?: readonly string[];
  /** Part of the image that the case is, of truth too; the whole where absent. */
  readonly region?: Region;
  /** Whose it is, where the dataset knows: a part of the training cases holds patients as a whole. */
  readonly patient?: string;
  /** What a part of the training cases keeps the shares of, where the dataset knows: a diagnosis, a centre. */
  readonly stratum?: string;
}

/** What a dataset is opened with. */
export interface DatasetContext {
  /** Root of the run's random streams: splits drawn by us depend on it alone. */
  readonly seed: number;
  /** Whether cases come from elsewhere, as to data workers: a listing of training cases that takes long may be left out. */
  readonly casesGiven?: boolean | undefined;
  /** Told what the listing finds wrong, of a dataset that then opens with what can be used; without it, opening throws. */
  readonly onDefect?: ((defect: Defect) => void) | undefined;
}

/** An opened dataset: listed and paired, nothing decoded yet. */
export interface Dataset {
  /** Name from the registry. */
  readonly name: string;
  /** Where the cases come from, for messages: the layout that was found, and where. */
  readonly source?: string;
  /** Folder that all its files should lie in. */
  readonly root?: string;
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
  /** [height, width] in pixels of the tiles that training cases are; validation and test cases are whole images then. */
  readonly tile?: readonly [number, number];
  /** Reads cases that are volumes, which `load` refuses; absent where cases are pictures. */
  readonly volumes?: VolumeSource;
  /** Reads one case for a check: what its files say besides pixels, and what is wrong with them, never thrown as a {@linkcode DataError}. */
  examine?(item: Case): Promise<Examination>;
}

/** One thing wrong with the data. */
export interface Defect {
  /** Name of the kind of defect (`DEFECT_KINDS` in `@dragsaw/core/check`); absent where none fits. */
  readonly kind?: string | undefined;
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
