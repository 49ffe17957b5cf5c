import { DataError, type Defect } from "@dragsaw/core/data";

/** What a file name means: an id, a file that is known to lie there and not wanted, or one that should not be there. */
export type Meaning = { readonly id: string } | "known" | "extra";

/** Files of a folder by id. */
export interface Listing {
  /** The folder. */
  readonly folder: string;
  /** Path of each id's file. */
  readonly files: ReadonlyMap<string, string>;
  /** Ids that occur twice. */
  readonly defects: readonly Defect[];
  /** Files whose name has no meaning. */
  readonly extras: readonly string[];
}

/** What operating systems leave in folders. */
const LITTER = new Set(["thumbs.db", "desktop.ini", "__macosx", "icon\r"]);
const IMAGE = /\.(jpe?g|png|bmp|tiff?|webp|gif)$/i;

/** Name without its ending when it is an image's; undefined otherwise. */
export function imageStem(name: string): string | undefined {
  return IMAGE.test(name) ? name.replace(IMAGE, "") : undefined;
}

/** Whether there is a folder at `path`. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}

/** Names in a folder, sorted; hidden files and what operating systems leave are left out. @throws {DataError} when it cannot be read. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    const names: string[] = [];
    for await (const { name } of Deno.readDir(folder)) {
      if (!name.startsWith(".") && !LITTER.has(name.toLowerCase())) names.push(name);
    }
    return names.sort(byCode);
  } catch (cause) {
    const reason = `The folder cannot be read: ${cause instanceof Error ? cause.message : cause}`;
    throw new DataError([{ kind: "unreadable", file: folder, reason }], { cause });
  }
}

/** Lists a folder by what its names mean. */
export async function listFolder(folder: string, meaning: (name: string) => Meaning): Promise<Listing> {
  const files = new Map<string, string>();
  const defects: Defect[] = [], extras: string[] = [];
  for (const name of await namesIn(folder)) {
    const what = meaning(name), file = `${folder}/${name}`;
    if (what === "known") continue;
    if (what === "extra") extras.push(file);
    else if (files.has(what.id)) {
      const reason = `Expected one file for "${what.id}", found ${files.get(what.id)} too`;
      defects.push({ kind: "duplicate-id", file, reason });
    } else files.set(what.id, file);
  }
  return { folder, files, defects, extras };
}

/** Order of ids and names that is the same on every machine. */
export function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
