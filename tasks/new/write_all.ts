import { dirname, exists } from "../shared/paths.ts";

/** A file to be written. */
export interface Change {
  /** Where. */
  readonly path: string;
  /** All that it shall hold. */
  readonly text: string;
  /** What it holds now; absent for a file that is not there yet, and may not be. */
  readonly before?: string;
}

/**
 * Writes all files, or none: what was written is taken back when a later one fails.
 *
 * @throws {RangeError} when a new file is there already: nothing is overwritten.
 */
export async function writeAll(changes: readonly Change[]): Promise<void> {
  for (const { path, before } of changes) {
    if (before === undefined && await exists(path)) {
      throw new RangeError(`Cannot write ${path}: there is such a file already, and nothing is overwritten`);
    }
  }
  const done: Change[] = [], folders: string[] = [];
  try {
    for (const change of changes) {
      folders.push(...await makeFolder(dirname(change.path)));
      done.push(change);
      await Deno.writeTextFile(change.path, change.text, { createNew: change.before === undefined });
    }
  } catch (error) {
    for (const { path, before } of done) {
      if (before !== undefined) await Deno.writeTextFile(path, before);
      else await Deno.remove(path).catch(() => {});
    }
    for (const folder of folders.toReversed()) await Deno.remove(folder).catch(() => {});
    throw error;
  }
}

/** Makes a folder with those around it. @returns Those that were not there, outermost first. */
async function makeFolder(path: string): Promise<string[]> {
  if (await exists(path)) return [];
  const outer = await makeFolder(dirname(path));
  await Deno.mkdir(path);
  return [...outer, path];
}
