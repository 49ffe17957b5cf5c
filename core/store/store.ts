import { withLock } from "../files/lock.ts";
import type { Content } from "./arrays.ts";
import { type Entry, openEntry } from "./entry.ts";
import { planFile, readHeader, writeFile } from "./entry_file.ts";
import type { Layout } from "./layout.ts";
import { makeRoom } from "./room.ts";
import { DamagedEntry } from "./store_error.ts";

/** Where a store is and how much it may take. */
export interface StoreOptions {
  /** Its folder; made when missing. */
  readonly folder: string;
  /** Bytes of files that it may hold. */
  readonly diskBytes: number;
  /** Bytes of what was read that stay in memory; 0 keeps nothing. */
  readonly memoryBytes: number;
}

/** A bounded folder of typed arrays. Any number of processes and workers may use one folder. */
export interface Store {
  /** Where it is. */
  readonly folder: string;
  /**
   * What is kept under `key`, or what `make` gives, which is kept. Of several that ask at once, one makes it and the others wait.
   *
   * @param key From `storeKey`: all that decides the content is in it.
   * @param make Called when there is nothing, or when what is there is damaged; later too, when it was removed.
   * @throws {StoreError} when the disk is full, or all that the store may hold is in use.
   */
  get(key: string, make: () => Promise<Content>): Promise<Entry>;
}

/** An entry that is read is marked as used at most once in this long, ms. */
const MARK_EVERY = 60_000;

/** Opens a store. Nothing is read or written until something is asked for. */
export function openStore(options: StoreOptions): Store {
  const { folder, memoryBytes } = options, memory = { left: memoryBytes };
  const entries = new Map<string, Promise<Entry>>();
  const open = async (key: string, content: () => Promise<Content>): Promise<Entry> => {
    const file = fileOf(folder, key), onRead = marker(file);
    const make = () => makeEntry(file, content, options, (key) => entries.has(key));
    const remake = async () => {
      await Deno.remove(file).catch(() => {});
      return await make();
    };
    const layout = look(file) ?? await make();
    onRead();
    return openEntry(layout, { file, memory, remake, onRead });
  };
  return {
    folder,
    get(key, content) {
      const known = entries.get(key);
      if (known) return known;
      const opened = open(key, content);
      entries.set(key, opened);
      // What failed may be tried again
      opened.catch(() => entries.delete(key));
      return opened;
    },
  };
}

/** Makes an entry, unless another process does so meanwhile. */
async function makeEntry(
  file: string,
  content: () => Promise<Content>,
  { folder, diskBytes }: StoreOptions,
  using: (key: string) => boolean,
): Promise<Layout> {
  await Deno.mkdir(folder, { recursive: true });
  return await withLock(`${file}.lock`, async () => {
    const found = look(file);
    if (found) return found;
    const made = await content(), { header, bytes } = planFile(made);
    makeRoom(folder, bytes, diskBytes, using);
    put(file, (partial) => writeFile(partial, header, made));
    return readHeader(file)!;
  });
}

function fileOf(folder: string, key: string): string {
  if (!/^[0-9a-f]{64}$/.test(key)) {
    throw new RangeError(`Cannot keep an entry: expected a key of 64 hexadecimal digits, found "${key}"`);
  }
  return `${folder}/${key}.safetensors`;
}

/** The header, unless there is none or it is damaged. */
function look(file: string): Layout | undefined {
  try {
    return readHeader(file);
  } catch (error) {
    if (error instanceof DamagedEntry) return undefined;
    throw error;
  }
}

/** Puts a file in place whole. Where the file system has no locks, there may be several writers. */
function put(file: string, write: (partial: string) => void): void {
  const partial = `${file}.${crypto.randomUUID()}.partial`;
  try {
    write(partial);
    Deno.renameSync(partial, file);
  } catch (error) {
    try {
      Deno.removeSync(partial);
    } catch { /* there is none */ }
    throw error;
  }
}

/** Marks a file as used, now and then: those used longest ago are removed first. */
function marker(file: string): () => void {
  let marked = 0;
  return () => {
    const now = new Date();
    if (now.getTime() - marked < MARK_EVERY) return;
    marked = now.getTime();
    try {
      Deno.utimeSync(file, now, now);
    } catch { /* another process removed it, or the folder is not ours to write */ }
  };
}
