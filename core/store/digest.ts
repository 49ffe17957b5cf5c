import { writeAtomic } from "../checkpoint/atomic.ts";
import { checksumOf } from "../files/checksum.ts";
import { storeKey } from "./key.ts";

/** A file changed this short a time ago, in milliseconds, may change again without its time telling. */
const FRESH = 2000;

/**
 * SHA-256 of a file, in hexadecimal. It is remembered in `folder` (one small file for each path), and worked out again when the
 * file's length, time or identity changed.
 *
 * @throws {Error} of the file system.
 */
export async function fileDigest(file: string, folder: string): Promise<string> {
  const { size, mtime, ino } = await Deno.stat(file);
  const stamp = `${size} ${mtime?.getTime()} ${ino}`;
  const note = `${folder}/digests/${await storeKey(await Deno.realPath(file))}`;
  const [known, digest] = (await Deno.readTextFile(note).catch(() => "")).split("\n");
  if (known === stamp && /^[0-9a-f]{64}$/.test(digest)) return digest;
  const found = await checksumOf(file);
  if (mtime && Date.now() - mtime.getTime() > FRESH) await writeAtomic(note, `${stamp}\n${found}\n`);
  return found;
}
