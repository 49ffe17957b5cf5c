import { look, removeAll, withLock } from "@dragsaw/core/files";
import type { FetchSet, RemoteArchive } from "./fetch_set.ts";
import { type FetchTools, obtainArchive } from "./obtain_archive.ts";
import { placeArchive } from "./place_archive.ts";

/** How a set is fetched. */
export interface FetchOptions extends FetchTools {
  /** Folder of all data. */
  readonly out: string;
  /** Keeps archives after they were unpacked. */
  readonly keep: boolean;
}

/** Fetches what is not there yet of a set, archive by archive. */
export async function fetchOne(set: FetchSet, options: FetchOptions): Promise<void> {
  const { out, progress } = options;
  const downloads = `${out}/.downloads`;
  await Deno.mkdir(downloads, { recursive: true });
  progress.line(`${set.title}\n  ${set.page}\n  Licence: ${set.licence}`);
  const wait = (owner: string) => progress.line(`Waiting for ${owner}, which fetches ${set.name}`);
  await withLock(`${downloads}/${set.name}.lock`, async () => {
    for (const archive of set.archives) await fetchArchive(archive, downloads, options);
  }, wait);
  await Deno.remove(downloads).catch(() => {}); // where nothing is kept in it
  progress.line(`${set.name} is in ${out}/${set.root}. Next: ${set.use}`);
}

async function fetchArchive(archive: RemoteArchive, downloads: string, options: FetchOptions): Promise<void> {
  const { out, keep, progress, ledger, signal } = options;
  const place = `${out}/${archive.to}`, file = `${downloads}/${archive.name}`;
  signal.throwIfAborted();
  if (await look(place)) return progress.line(`${archive.name}: already in ${place}`);
  const entry = await obtainArchive(file, archive, options);
  try {
    const count = await placeArchive(file, place, options);
    progress.line(`${archive.name}: ${count} files in ${place}`);
  } catch (error) {
    // Damaged bytes are worth nothing; anything else may be mended without a second download
    if (error instanceof SyntaxError) await removeAll(file);
    throw error;
  }
  await ledger.set(archive.name, entry);
  if (entry.trust === "first use") {
    progress.line(
      `${archive.name}: no checksum was known, ${entry.algorithm} ${entry.sum} is recorded in ${ledger.file}`,
    );
  }
  if (!keep) await removeAll(file);
}
