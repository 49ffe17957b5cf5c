import type { Parameter } from "../model/parameters.ts";
import { tf } from "../tensor/tf.ts";
import { writeAtomic } from "./atomic.ts";
import { readSafetensors, type StoredTensor, writeSafetensors } from "./safetensors.ts";

/** Where a training stands; together with the weights, all that resuming needs. Holds no time and no path: same run, same bytes. */
export interface TrainingProgress {
  /** Updates done. */
  readonly step: number;
  /** Best validation so far. */
  readonly best: { readonly step: number; readonly value: number } | null;
}

/** What a checkpoint says of itself. */
export interface CheckpointInfo extends TrainingProgress {
  /** Hash of the resolved config that made it. */
  readonly config: string;
  /** What the network was trained on: all that prediction has to know of the data. */
  readonly data: { readonly classes: readonly string[]; readonly channels: number };
}

/** A checkpoint cannot be used here. */
export class CheckpointError extends Error {
  /** Name of the class. */
  override name = "CheckpointError";
}

const FORMAT = "dragsaw-1";

/**
 * Writes tensors and progress as one safetensors file, beside and renamed.
 *
 * @param path File to write.
 * @param parameters Weights, running averages and, to resume from, optimiser slots.
 * @param info TrainingProgress and config hash.
 * @throws {CheckpointError} when a value is not finite: a checkpoint is always a good one.
 */
export async function saveCheckpoint(
  path: string,
  parameters: readonly Parameter[],
  info: CheckpointInfo,
): Promise<void> {
  const tensors = new Map<string, StoredTensor>();
  for (const { name, variable } of parameters) {
    const values = await variable.data() as Float32Array;
    if (!values.every(Number.isFinite)) {
      throw new CheckpointError(
        `Cannot save "${path}": "${name}" holds values that are not finite at step ${info.step}`,
      );
    }
    const data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    tensors.set(name, { dtype: "F32", shape: variable.shape, data });
  }
  const metadata = {
    format: FORMAT,
    config: info.config,
    progress: JSON.stringify({ step: info.step, best: info.best }),
    data: JSON.stringify(info.data),
  };
  await writeAtomic(path, writeSafetensors(tensors, metadata));
}

/**
 * Reads a checkpoint into `parameters`: every one must be there with its shape. Tensors that are not asked for (optimiser
 * slots, when only the network is wanted) are passed over.
 *
 * @throws {CheckpointError} naming the file, the tensor, what was found and what was wanted.
 * @throws {SyntaxError} when the file is damaged.
 */
export async function loadCheckpoint(
  path: string,
  parameters: readonly Parameter[],
): Promise<CheckpointInfo> {
  const { tensors, metadata } = readSafetensors(await Deno.readFile(path), path);
  const info = parseInfo(path, metadata);
  const problems: string[] = [];
  for (const { name, variable } of parameters) {
    const found = tensors.get(name);
    const shape = found && `${found.dtype} [${found.shape.join(", ")}]`;
    const wanted = `F32 [${variable.shape.join(", ")}]`;
    if (shape !== wanted) problems.push(`"${name}": found ${shape ?? "nothing"}, wanted ${wanted}`);
  }
  if (problems.length > 0) {
    const more = problems.length > 5 ? `\n  ... and ${problems.length - 5} more` : "";
    throw new CheckpointError(
      `Cannot load "${path}" into this network:\n  ${problems.slice(0, 5).join("\n  ")}${more}`,
    );
  }
  for (const { name, variable } of parameters) {
    const { data } = tensors.get(name)!;
    tf.tidy(() =>
      variable.assign(tf.tensor(new Float32Array(data.slice().buffer), variable.shape, "float32"))
    );
  }
  return info;
}

/** What the checkpoint at `path` says of itself, without loading it. @throws as {@linkcode loadCheckpoint}. */
export async function readCheckpointInfo(path: string): Promise<CheckpointInfo> {
  return parseInfo(path, readSafetensors(await Deno.readFile(path), path).metadata);
}

function parseInfo(path: string, metadata: Readonly<Record<string, string>>): CheckpointInfo {
  if (metadata.format !== FORMAT) {
    throw new CheckpointError(
      `Cannot load "${path}": found format "${metadata.format ?? "none"}", wanted "${FORMAT}"`,
    );
  }
  return {
    ...JSON.parse(metadata.progress) as TrainingProgress,
    config: metadata.config,
    data: JSON.parse(metadata.data) as CheckpointInfo["data"],
  };
}
