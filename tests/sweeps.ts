/**
 * Sweeps of a small table, to compare those that are disturbed with one that is left alone.
 *
 * @module
 */
import type { AblationResult } from "@dragsaw/reports";
import { runOwner } from "../tasks/shared/run_lock.ts";
import { filesIn, sha256, withFolder, writeTiny } from "./tiny.ts";

/** Four rows: two trainings that differ, one that is the first one's, one that cannot end well where `diverges`. */
const table = (diverges: boolean) => `
title: A small table
base: tiny.yaml
seeds: [0, 1]
rows:
  - { label: plain, set: { losses: { type=pdcr*: null }, refine: { type=uafr: null } } }
  - { label: whole, paper: { DI: 94.51 } }
  - { label: the same, set: { train: { batchSize: 4 } } }
${diverges ? "  - { label: diverges, set: { optimizer: { rate: 1e30 }, schedule: { type: constant } } }" : ""}
`;

/** Cells of the table that differ, without the row that diverges. */
export const CELLS = 4;

/** Gives `use` a folder with the table and its base, and what a sweep is started with. */
export async function withTable(
  use: (folder: string, args: string[]) => Promise<void>,
  diverges = false,
): Promise<void> {
  await withFolder(async (folder) => {
    await writeTiny(folder);
    await Deno.writeTextFile(`${folder}/small.yaml`, table(diverges));
    await use(folder, [`${folder}/small.yaml`, "--runs", `${folder}/runs`]);
  });
}

/** What was measured, image by image: all of a table but time and memory. */
export async function measuredIn(folder: string): Promise<unknown> {
  const text = await Deno.readTextFile(`${folder}/runs/ablations/small/tiny/result.json`);
  const { rows, ...rest } = JSON.parse(text) as AblationResult;
  return {
    ...rest,
    rows: rows.map(({ cells, ...row }) => ({
      ...row,
      cells: cells.map(({ seed, images }) => ({ seed, images })),
    })),
  };
}

/** Run folders under `folder`. */
export async function runsIn(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(`${folder}/runs`)).catch(() => []);
  return entries.map(({ name }) => name).filter((name) => name.startsWith("tiny-")).sort();
}

/** By run that is finished, the hash of all its files: what may not change any more. */
export async function finishedIn(folder: string): Promise<Map<string, string>> {
  const finished = new Map<string, string>();
  for (const run of await runsIn(folder)) {
    const path = `${folder}/runs/${run}`, files = await filesIn(path);
    if (!files.includes("finished.json")) continue;
    const sums = await Promise.all(files.map(async (file) => `${file} ${await sha256(`${path}/${file}`)}`));
    finished.set(run, sums.join("\n"));
  }
  return finished;
}

/** Processes that train a run under `folder` now. */
export async function trainersIn(folder: string): Promise<number[]> {
  const owners = await Promise.all((await runsIn(folder)).map((run) => runOwner(`${folder}/runs/${run}`)));
  return owners.flatMap((owner) => owner ? [owner.pid] : []);
}
