import { type DraftConfig, formatConfig, writeAtomic } from "@dragsaw/core";
import { isFinished } from "../shared/finished.ts";
import { exists } from "../shared/paths.ts";
import { meaning, runPath } from "../shared/run_session.ts";

/** One training of a table: a row with a seed. Equal cells, of several rows or tables, are one run. */
export interface Cell {
  /** Label of its row, the first of those that share it. */
  readonly label: string;
  readonly seed: number;
  /** What is trained. */
  readonly config: DraftConfig;
  /** Names what it computes. */
  readonly hash: string;
  /** Its run folder: the one that `deno task train` gives the same config. */
  readonly path: string;
}

/** @param config The row's; the seed takes the place of its own. */
export function cellOf(
  config: DraftConfig,
  { label, seed, runs }: Pick<Cell, "label" | "seed"> & { runs: string },
): Cell {
  const seeded = { ...config, seed }, hash = meaning(seeded);
  return { label, seed, config: seeded, hash, path: runPath(seeded, hash, runs) };
}

/** A cell as it is called in messages. */
export function nameOf({ label, seed }: Pick<Cell, "label" | "seed">): string {
  return `${label}, seed ${seed}`;
}

/** Splits that a table may be of, and the file of each case's metrics. */
export interface Measured {
  readonly split: "test" | "val";
  readonly file: string;
}

/** What a cell was measured on: the test cases; those of validation where there are none, as with folds of volumes. */
export async function measuredOn({ path }: Pick<Cell, "path">): Promise<Measured | undefined> {
  for (const split of ["test", "val"] as const) {
    const file = `${path}/evaluation/${split}/cases.csv`;
    if (await exists(file)) return { split, file };
  }
}

/** Whether the cell is trained and measured, by whomever. */
export async function isDone(cell: Cell): Promise<boolean> {
  return await isFinished(cell, cell.hash) && await measuredOn(cell) !== undefined;
}

/** Makes the cell's run folder, with the config that its training reads. */
export async function prepareCell(cell: Cell, threads: number | undefined): Promise<void> {
  const { config, path } = cell;
  const backend = { ...config.backend, ...threads === undefined ? {} : { threads } };
  await Deno.mkdir(path, { recursive: true });
  await writeAtomic(`${path}/config.yaml`, formatConfig({ ...config, backend }));
  await forgetFailure(cell);
}

/** Why a cell failed, and when. */
export interface Failure {
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const failureFile = ({ path }: Pick<Cell, "path">) => `${path}/failed.json`;

/** Notes that a cell failed, for those that share the work. */
export async function markFailed(cell: Cell, reason: string): Promise<void> {
  const failure: Failure = { reason, at: Date.now() };
  await writeAtomic(failureFile(cell), `${JSON.stringify(failure)}\n`);
}

/** How the cell failed when it was last tried, if it did. */
export async function failureOf(cell: Cell): Promise<Failure | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(failureFile(cell))) as Failure;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function forgetFailure(cell: Cell): Promise<void> {
  try {
    await Deno.remove(failureFile(cell));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
