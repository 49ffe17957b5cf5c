/**
 * Writes a whole file or none of it: beside the target, synced, renamed. A kill at any moment leaves the old file or the new one.
 * Text is written as UTF-8; folders on the way are made.
 *
 * One writer a path: the file beside it is `<path>.partial`, so that what a kill leaves behind is overwritten by the next try.
 *
 * @param path Where the file shall stand.
 * @param content Its bytes, or text.
 * @throws {Error} of the file system, with nothing left beside the target.
 */
export async function writeAtomic(path: string, content: Uint8Array | string): Promise<void> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const partial = `${path}.partial`;
  const folder = /^(.*)[\\/][^\\/]*$/.exec(path)?.[1];
  if (folder) await Deno.mkdir(folder, { recursive: true });
  try {
    await writeSynced(partial, bytes);
    await Deno.rename(partial, path);
  } catch (error) {
    await Deno.remove(partial).catch(() => {});
    throw error;
  }
}

/** Without the sync, a power cut after the rename could leave an empty file under the right name. */
async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  using file = await Deno.open(path, { write: true, create: true, truncate: true });
  for (let done = 0; done < bytes.length;) done += await file.write(bytes.subarray(done));
  await file.sync();
}
