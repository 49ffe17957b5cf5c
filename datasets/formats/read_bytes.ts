/** In milliseconds: files in the system's memory take less. */
const AT_ONCE = 1;
/** Files until waiting for one is tried again. */
const SPELL = 64;

let left = 0;

/**
 * The bytes of a file. Handing the read to a thread takes longer than the read of a file that the system has in memory, so
 * that is done at once; where it took long, the next ones are handed over, several at a time.
 */
export async function readBytes(file: string): Promise<Uint8Array> {
  if (left > 0) {
    left--;
    return await Deno.readFile(file);
  }
  const start = performance.now(), bytes = Deno.readFileSync(file);
  if (performance.now() - start > AT_ONCE) left = SPELL;
  return bytes;
}
