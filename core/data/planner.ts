import type { Precision } from "../tensor/backend.ts";
import type { Triple } from "../volume/volume.ts";
import type { Case, Dataset } from "./dataset.ts";
import type { VolumeSample } from "./volume_source.ts";
import type { Placement } from "./volumes/placement.ts";
import type { PreparedCase } from "./volumes/prepared_case.ts";

/** Takes the planes of a prediction, and gives it back on the stored grid. */
export interface PlaneRestorer<T> {
  /** The next plane along the depth: logits `[height, width, classes]`, used again afterwards. */
  push(plane: Float32Array): void;
  /** What was restored, x fastest. @throws {RangeError} while planes are missing. */
  finish(): T;
}

/** A prediction on the stored grid, x fastest. */
export interface StoredPrediction {
  /** Class ids. */
  readonly labels: Uint8Array;
  /** Entropy of the softmax / log classes, 0 to 1. */
  readonly uncertainty: Float32Array;
}

/** How to train on volumes: what a config may leave out, and how cases are prepared and predictions brought back. */
export interface VolumePlan {
  /** Voxels of a patch along depth, height and width: the network's input. */
  readonly patch: Triple;
  /** Patches in a step. */
  readonly batchSize: number;
  /** Name of the model that it is for, where it is for no other. */
  readonly network?: string;
  /** Options for the model, by name; those that it has count where the config leaves them out. */
  readonly model: Readonly<Record<string, unknown>>;
  /** The same for losses. */
  readonly losses: Readonly<Record<string, unknown>>;
  /** All that decides how a case is prepared, as plain data: with the case's files it names what comes out. */
  readonly preparation: unknown;
  /** Prepares a case for the network. @throws {RangeError} when it is not like those that were planned for. */
  prepare(id: string, sample: VolumeSample): PreparedCase;
  /** Brings logits back to the stored grid, as class ids. */
  restoreLabels(placement: Placement): PlaneRestorer<Uint8Array>;
  /** The same, and how sure each is. */
  restorePrediction(placement: Placement): PlaneRestorer<StoredPrediction>;
  /** For people. */
  describe(): readonly string[];
  /** JSON that {@linkcode Planner.read} makes the same plan from; every value may be edited. */
  readonly text: string;
}

/** What a plan is made for. */
export interface PlanningContext {
  /** Classes, channels and volumes. */
  readonly dataset: Pick<Dataset, "name" | "classes" | "channels" | "volumes">;
  /** Cases with truth. */
  readonly cases: readonly Case[];
  /** What convolutions are computed in. */
  readonly precision: Precision;
  /** Name of the network, for planners that know several. */
  readonly model?: string;
  /** Folder to keep what was learnt of the cases in; made when missing. */
  readonly folder: string;
  /** Told after each case that was read. */
  readonly onCase?: ((done: number, count: number) => void) | undefined;
}

/** Plans trainings on volumes from what the data are. */
export interface Planner {
  /** Looks through the cases and plans. @throws {RangeError} when nothing fits what the user gives. */
  plan(context: PlanningContext): Promise<VolumePlan>;
  /**
   * A plan from its text.
   *
   * @param name Of the file, for messages. @throws {SyntaxError} {@linkcode RangeError} when it cannot be used.
   */
  read(text: string, name: string): VolumePlan;
}
