import { dirname, isAbsolute, join } from "node:path";
import { pathToFileURL } from "node:url";

export { basename, dirname, extname, isAbsolute, join, relative, resolve } from "node:path";

/** `file:` URL of an absolute path. */
export function toFileUrl(path: string): string {
  return pathToFileURL(path).href;
}

/** Whether something is at `path`. */
export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** The path that `name` is in the file `from`: relative ones start in its folder. */
export function resolvePath(from: string, name: string): string {
  return isAbsolute(name) ? name : join(dirname(from), name);
}
