import type { CalibrationFile } from "../evaluation/calibration.ts";
import type { Panel } from "../evaluation/strip.ts";
import type { AblationMetric } from "../statistics/cell.ts";
import type { SummaryFile } from "../summary.ts";

/** A record of a step in `metrics.jsonl`; fields that older runs lack are absent. */
export interface StepRecord {
  /** Updates so far. */
  readonly step: number;
  /** Passes over the training cases so far. */
  readonly epoch: number;
  /** Weighted sum of the parts. */
  readonly loss: number;
  /** Parts of the loss by name, unweighted. */
  readonly terms: Readonly<Record<string, number>>;
  /** Learning rate. */
  readonly rate: number;
  /** Wall clock since the record before, in seconds. */
  readonly seconds: number;
  /** Over that time. */
  readonly imagesPerSecond?: number;
  /** Share of it that was spent waiting for data, 0 to 1. */
  readonly dataWait?: number;
  /** Memory held at the time. */
  readonly residentMegabytes?: number;
  /** The most so far. */
  readonly peakMegabytes?: number;
}

/** A record of a validation. */
export interface ValidationRecord {
  /** Updates so far. */
  readonly step: number;
  /** Means by metric; null where undefined. */
  readonly means: Readonly<Record<string, number | null>>;
  /** How long it took. */
  readonly seconds: number;
}

/** A value of the config that somebody set. */
export interface ConfigChange {
  /** Key path, as in `losses.encoder.weight`. */
  readonly path: string;
  /** What the files it extends say; null: nothing. */
  readonly base: string | null;
  /** What the run has; null: it was taken away. */
  readonly value: string | null;
  /** File that says so, or `this run`. */
  readonly by: string;
}

/** The config of a run, as a difference and whole. */
export interface ConfigView {
  /** File that the run began from; null where it is not there any more. */
  readonly file: string | null;
  /** Files that it extends. */
  readonly bases: readonly string[];
  /** What it says beyond them, and what the run says beyond it. */
  readonly changes: readonly ConfigChange[];
  /** With every default, as YAML. */
  readonly text: string;
}

/** One image of an evaluation. */
export interface CaseData {
  /** Its id. */
  readonly id: string;
  /** By metric; null where undefined. */
  readonly values: Readonly<Record<string, number | null>>;
  /** Small picture with both outlines, as a data URI; null without. */
  readonly thumbnail: string | null;
  /** File with its pictures, from the report's folder; null without. */
  readonly link: string | null;
}

/** Pictures of one image as data URIs, with the size of each. */
export interface CasePictures {
  /** Its case id. */
  readonly id: string;
  /** Pixels across each picture. */
  readonly width: number;
  /** Pixels down. */
  readonly height: number;
  /** By what they show. */
  readonly panels: Readonly<Record<Panel, string>>;
  /** Page to look at a volume in, from the report's folder. */
  readonly page?: string;
}

/** What was measured on one split. */
export interface EvaluationData {
  /** Which. */
  readonly split: string;
  /** Both metric sets. */
  readonly summary: SummaryFile;
  /** One an image. */
  readonly cases: readonly CaseData[];
  /** Pictures of the worst, median and best images, and of some without a value. */
  readonly groups: Readonly<Record<"worst" | "median" | "best" | "undefined", readonly CasePictures[]>>;
  /** Whether whole volumes were kept, to look at. */
  readonly keepsVolumes?: boolean;
  /** Null where the evaluation did not write it. */
  readonly calibration: CalibrationFile | null;
}

/** Where a run stands. */
export interface RunState {
  /** `finished`: trained and measured. `training`: some process is at it. */
  readonly kind: "finished" | "training" | "stopped";
  /** Updates so far. */
  readonly step: number;
  /** Updates in all; null where the end is not known. */
  readonly steps: number | null;
  /** Seconds to the end at the pace of late; null where that is not known. */
  readonly left: number | null;
}

/** All that a page tells about a run: plain data, gathered from its folder. */
export interface RunData {
  /** Name of its config. */
  readonly name: string;
  /** Its folder, as given. */
  readonly folder: string;
  /** One line on what was trained on what. */
  readonly about: string;
  /** Whether its cases are volumes, shown in three planes; pictures unless given. */
  readonly volumes?: boolean;
  /** Names of the classes by id, the background first; absent where no network is kept yet. */
  readonly classes?: readonly string[];
  /** Where it stands. */
  readonly state: RunState;
  /** What it was trained with. */
  readonly config: ConfigView;
  /** Versions, machine, revision. */
  readonly environment: Readonly<Record<string, string | number | boolean>>;
  /** Of its log, rising. */
  readonly steps: readonly StepRecord[];
  /** Of its log, rising. */
  readonly validations: readonly ValidationRecord[];
  /** Metrics of the config, the one that chose the best checkpoint first. */
  readonly metrics: readonly AblationMetric[];
  /** The test split first. */
  readonly evaluations: readonly EvaluationData[];
}
