import {
  CheckpointError,
  type CheckpointInfo,
  loadCheckpoint,
  readCheckpointInfo,
  type TrainingProgress,
} from "../checkpoint/checkpoint.ts";
import { writeAtomic } from "../checkpoint/atomic.ts";
import { everything } from "./experiment.ts";
import { type InitialWeights, loadInitialWeights } from "./initial_weights.ts";
import type { RunFolder } from "./run_folder.ts";
import type { Run } from "./run.ts";

/** Where a training goes on from. */
export interface Start extends TrainingProgress {
  /** What a training that begins took from `init.weights`. */
  readonly initial?: InitialWeights;
}

/**
 * Puts a run where its last checkpoint left it, or at its beginning: then weights are loaded as `init` says, and
 * `initial_weights.json` in the folder tells which.
 *
 * @returns Where it stands; step 0 when there is no checkpoint.
 * @throws {CheckpointError} when the checkpoint is of another config or network.
 * @throws {OptionError} when `init.weights` cannot be used.
 */
export async function resume(run: Run, folder: RunFolder, hash: string): Promise<Start> {
  const found = await checkpoint(folder);
  if (!found) return { step: 0, best: null, ...await begin(run, folder) };
  // Before the tensors: a network of another shape is of another config.
  const { config, step, best } = found;
  if (config !== hash) {
    throw new CheckpointError(
      `Cannot go on from "${folder.last}": it was made by another config; give this one a run folder of its own`,
    );
  }
  await loadCheckpoint(folder.last, everything(run.experiment));
  return { step, best };
}

async function checkpoint(folder: RunFolder): Promise<CheckpointInfo | undefined> {
  try {
    return await readCheckpointInfo(folder.last);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function begin({ config, experiment }: Run, folder: RunFolder): Promise<Pick<Start, "initial">> {
  if (!config.init) return {};
  const initial = await loadInitialWeights(config.init, experiment);
  await writeAtomic(folder.initialWeights, `${JSON.stringify(initial, null, 2)}\n`);
  return { initial };
}
