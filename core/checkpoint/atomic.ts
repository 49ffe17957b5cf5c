import { isAt } from "../files/lock.ts";

/**
 * Writes a whole file or none of it: beside the target, synced, renamed. A kill at any moment leaves the old file or the new one.
 * Text is written as UTF-8; folders on the way are made.
 *
 * Several may write one path at once: each writes a file of its own, and the last to end stays. What a kill leaves behind,
 * `<path>.partial`, is overwritten by the next try.
 *
 * @param path Where the file shall stand.
 * @param content Its bytes, or text.
 * @throws {Error} of the file system, with nothing left beside the target.
 */
export async function writeAtomic(path: string, content: Uint8Array | string): Promise<void> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const folder = /^(.*)[\\/][^\\/]*$/.exec(path)?.[1];
  if (folder) await Deno.mkdir(folder, { recursive: true });
  const { file, partial } = await openBeside(path);
  try {
    for (let done = 0; done < bytes.length;) done += await file.write(bytes.subarray(done));
    // Without it, a power cut after the rename could leave an empty file under the right name.
    await file.sync();
    await Deno.rename(partial, path);
  } catch (error) {
    await Deno.remove(partial).catch(() => {});
    throw error;
  } finally {
    file.close();
  }
}

/** An empty file beside `path` that no other writer has, for as long as it is open. */
async function openBeside(path: string): Promise<{ file: Deno.FsFile; partial: string }> {
  const partial = `${path}.partial`;
  for (;;) {
    const file = await Deno.open(partial, { write: true, create: true });
    // The system's lock ends with its process: what a kill left is free. A file system may have none.
    const free = await file.tryLock(true).catch(() => false);
    if (free && await isAt(file, partial)) {
      await file.truncate(0);
      return { file, partial };
    }
    file.close();
    if (free) continue; // its writer renamed it in between
    const own = `${path}.${crypto.randomUUID()}.partial`;
    return { file: await Deno.open(own, { write: true, createNew: true }), partial: own };
  }
}
