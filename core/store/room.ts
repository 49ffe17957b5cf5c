import { formatBytes } from "../files/format_bytes.ts";
import { StoreError } from "./store_error.ts";

/** What files of entries are called. */
export const ENTRY = /^([0-9a-f]{64})\.safetensors$/;
/** What a kill leaves behind is removed after this long, ms: no write takes an hour. */
const LEFT_BEHIND = 3_600_000;

/**
 * Removes entries, those used longest ago first, until `bytes` more fit in.
 *
 * @param most Bytes that the folder may hold. @param using Whether this process uses an entry: it stays.
 * @throws {StoreError} when the rest cannot make room.
 */
export function makeRoom(
  folder: string,
  bytes: number,
  most: number,
  using: (key: string) => boolean,
): void {
  const entries = entriesOf(folder);
  let held = entries.reduce((sum, { size }) => sum + size, 0);
  entries.sort((a, b) => a.time - b.time);
  for (const { path, key, size } of entries) {
    if (held + bytes <= most) return;
    if (using(key)) continue;
    remove(path);
    held -= size;
  }
  if (held + bytes <= most) return;
  throw new StoreError(
    `Cannot keep ${formatBytes(bytes)} more in "${folder}": it may hold ${formatBytes(most)}, of which ${
      formatBytes(held)
    } are in use; allow more (loader.diskGigabytes)`,
  );
}

function entriesOf(folder: string): { path: string; key: string; size: number; time: number }[] {
  const now = Date.now();
  return [...Deno.readDirSync(folder)].flatMap(({ name, isFile }) => {
    if (!isFile) return [];
    const path = `${folder}/${name}`, key = ENTRY.exec(name)?.[1];
    const { size, mtime } = look(path), time = mtime?.getTime() ?? 0;
    if (key !== undefined) return [{ path, key, size, time }];
    if (name.endsWith(".partial") && now - time > LEFT_BEHIND) remove(path);
    return [];
  });
}

/** Another process may take a file away at any moment. */
function look(path: string): { size: number; mtime: Date | null } {
  try {
    return Deno.statSync(path);
  } catch {
    return { size: 0, mtime: new Date() };
  }
}

function remove(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
