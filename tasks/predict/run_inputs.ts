import { runFolder } from "@dragsaw/core";
import { UsageError } from "../shared/command.ts";
import { exists } from "../shared/paths.ts";

/** What is predicted with, from, and into. */
export interface RunInputs {
  /** Run folders, at least one. */
  readonly runs: readonly string[];
  /** Files and folders. */
  readonly inputs: readonly string[];
  /** Folder of the results. */
  readonly out: string;
}

/**
 * Tells run folders, inputs and the folder for results apart: `RUN... IN OUT`, or `RUN... IN... --out OUT`.
 *
 * @throws {UsageError} naming what is missing.
 */
export async function runInputs(args: readonly string[], out: string | undefined): Promise<RunInputs> {
  const paths = args.map((path) => path.replace(/(?<=.)\/+$/, ""));
  const isRun = await Promise.all(paths.map((path) => isFile(runFolder(path).config)));
  const count = Math.max(1, isRun.indexOf(false) === -1 ? paths.length : isRun.indexOf(false));
  const runs = paths.slice(0, count), rest = paths.slice(count);
  if (out !== undefined && rest.length > 0) return { runs, inputs: rest, out };
  if (out === undefined && rest.length === 2 && !await isFile(rest[1])) {
    return { runs, inputs: [rest[0]], out: rest[1] };
  }
  if (rest.length === 0) throw new UsageError("Images are missing: what is to be segmented?");
  throw new UsageError("--out DIR is missing: where do the results go?");
}

/** @throws {UsageError} when there is no trained run in `path`. */
export async function requireRun(path: string, checkpoint: "best" | "last"): Promise<void> {
  const folder = runFolder(path);
  if (!await exists(folder.config)) {
    throw new UsageError(`"${path}" is not a run folder: it has no config.yaml`);
  }
  if (!await exists(folder[checkpoint])) {
    throw new UsageError(`"${path}" has no ${checkpoint} checkpoint yet: train it first`);
  }
}

/** Whether a run was trained on volumes: those have a plan. */
export async function isOfVolumes(path: string): Promise<boolean> {
  return await exists(runFolder(path).plan);
}

async function isFile(path: string): Promise<boolean> {
  return await Deno.stat(path).then((info) => info.isFile, () => false);
}
