import { DataError, type Defect } from "../data/dataset.ts";
import { VOLUME_LIMIT } from "./budget.ts";
import { kindOf, ofKind } from "./error_kind.ts";

/** Bytes that a file may have beyond its voxels: headers and extensions. */
const HEADERS = 2 ** 27;

/**
 * Reads a whole file into memory, after a look at its length.
 *
 * @param limit Most bytes of voxels; the file may have somewhat more.
 * @throws {DataError} for what is missing, no file, empty or too long.
 */
export async function readBounded(file: string, limit: number = VOLUME_LIMIT): Promise<Uint8Array> {
  return await namingFile(file, async () => {
    const { isFile, size } = await Deno.stat(file);
    if (!isFile) throw ofKind("unreadable", new TypeError("Expected a file, found a folder or a device"));
    if (size === 0) throw ofKind("empty-file", new SyntaxError("The file is empty (0 bytes)"));
    const most = limit + HEADERS;
    if (size > most) {
      throw ofKind("too-large", new RangeError(`Expected a file of at most ${most} bytes, found ${size}`));
    }
    return await Deno.readFile(file);
  });
}

/**
 * Runs `work`; what it throws becomes a defect of `file`, of a kind where the error is of one.
 *
 * @throws {DataError}
 */
export async function namingFile<T>(file: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    throw new DataError([await defectOf(file, cause)], { cause });
  }
}

async function defectOf(file: string, error: unknown): Promise<Defect> {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof Deno.errors.NotFound) {
    const link = await Deno.lstat(file).then(({ isSymlink }) => isSymlink, () => false);
    return link
      ? { kind: "broken-link", file, reason: "The symbolic link leads nowhere: the file does not exist" }
      : { kind: "missing-file", file, reason: "The file does not exist" };
  }
  if (error instanceof Deno.errors.FilesystemLoop || /symbolic links/.test(reason)) {
    return { kind: "symlink-loop", file, reason: "Symbolic links lead back to themselves" };
  }
  const refused = error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable;
  if (refused) return { kind: "unreadable", file, reason: `The file cannot be opened: ${reason}` };
  return { kind: kindOf(error), file, reason };
}
