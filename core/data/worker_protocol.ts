import type { Spec } from "../registry/define.ts";
import type { Batch } from "./batch.ts";
import type { Case } from "./dataset.ts";
import type { LoadFailure } from "./load_error.ts";
import type { BatchPlaces, BatchSettings } from "./maker.ts";
import type { PreparedKeys } from "./prepared_cases.ts";

/** What a data worker builds its components from: configs, as components cannot be sent. */
export interface SourceSpec {
  /** Config of the dataset. */
  readonly dataset: Spec;
  /** Configs of the transforms, in the order they act. */
  readonly augment: readonly Spec[];
  /** Root of the run's random streams. */
  readonly seed: number;
  /** Plugins beyond the built-in ones, as the config lists them. */
  readonly plugins: readonly string[];
  /** How cases are prepared, where they are volumes. */
  readonly volumes?: PreparedSpec;
}

/** What prepared cases are opened from, as plain data. */
export interface PreparedSpec {
  /** Config of the planner. */
  readonly planner: Spec;
  /** Its plan. */
  readonly plan: string;
  /** Folder of the store. */
  readonly folder: string;
  /** Bytes of files that the store may hold. */
  readonly diskBytes: number;
  /** Names of the prepared cases there. */
  readonly keys: PreparedKeys;
}

/** From the loader to a worker; `open` comes first and once. */
export type Request =
  | { readonly kind: "open"; readonly spec: SourceSpec; readonly settings: BatchSettings }
  | { readonly kind: "make"; readonly at: BatchPlaces; readonly cases: readonly Case[] }
  | { readonly kind: "ping" };

/** From a worker to the loader. */
export type Reply =
  | { readonly kind: "made"; readonly step: number; readonly batch: Batch }
  | { readonly kind: "failed"; readonly step?: number; readonly failure: LoadFailure }
  | { readonly kind: "pong" };
