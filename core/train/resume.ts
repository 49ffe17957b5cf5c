import {
  CheckpointError,
  type CheckpointInfo,
  loadCheckpoint,
  readCheckpointInfo,
  type TrainingProgress,
} from "../checkpoint/checkpoint.ts";
import { checksumOf } from "../files/checksum.ts";
import { everything } from "./experiment.ts";
import { type InitialWeights, loadInitialWeights } from "./initial_weights.ts";
import type { RunFolder } from "./run_folder.ts";
import type { Run } from "./run.ts";

/** Where a training goes on from. */
export interface Start extends TrainingProgress {
  /** What a training that begins took from `init.weights`. */
  readonly initial?: InitialWeights;
}

/** How {@linkcode resume} goes about it. */
export interface ResumeOptions {
  /** Whether the run begins anew, whatever checkpoint there is; it is left where it is. */
  readonly restart?: boolean;
}

/**
 * Puts a run where its last checkpoint left it, or at its beginning: then weights are loaded as `init` says, and belong into the
 * folder's `initialWeights`. Nothing is written.
 *
 * @returns Where it stands; step 0 when there is no checkpoint.
 * @throws {CheckpointError} when the checkpoint is of another config or network, or began with another content of `init.weights`.
 * @throws {OptionError} when `init.weights` cannot be used.
 */
export async function resume(
  run: Run,
  folder: RunFolder,
  hash: string,
  { restart = false }: ResumeOptions = {},
): Promise<Start> {
  const found = restart ? undefined : await checkpoint(folder);
  if (!found) return { step: 0, best: null, ...await begin(run) };
  // Before the tensors: a network of another shape is of another config.
  const { config, step, best } = found;
  if (config !== hash) {
    throw new CheckpointError(
      `Cannot go on from "${folder.last}": it was made by another config; give this one a run folder of its own`,
    );
  }
  if (run.config.init) await refuseOtherWeights(run.config.init.weights, folder);
  await loadCheckpoint(folder.last, everything(run.experiment));
  return { step, best };
}

/** A config names the file of its first weights, not what is in it. @throws {CheckpointError} where that is another by now. */
async function refuseOtherWeights(weights: string, folder: RunFolder): Promise<void> {
  try {
    const { sha256 }: InitialWeights = JSON.parse(await Deno.readTextFile(folder.initialWeights));
    const found = await checksumOf(weights);
    if (found === sha256) return;
    throw new CheckpointError(
      `Cannot go on from "${folder.last}": it began with "${weights}" of SHA-256 ${
        sha256.slice(0, 12)
      }, found ` +
        `${
          found.slice(0, 12)
        }; put the old file back, begin anew with --restart, or give this one a folder of its own (--run)`,
    );
  } catch (error) {
    // What is gone is not needed any more: the checkpoint has it all.
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function checkpoint(folder: RunFolder): Promise<CheckpointInfo | undefined> {
  try {
    return await readCheckpointInfo(folder.last);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function begin({ config, experiment }: Run): Promise<Pick<Start, "initial">> {
  return config.init ? { initial: await loadInitialWeights(config.init, experiment) } : {};
}
