/** In milliseconds: files in the system's memory take less, but for one now and then while the machine is busy. */
const AT_ONCE = 1, SLOW = 3;
/** Files until waiting for one is tried again. */
const SPELL = 64;

/** Files in a row that took long; files left to hand over. */
let slow = 0, left = 0;

/**
 * The bytes of a file. Handing the read to a thread takes longer than the read of a file that the system has in memory, so
 * that is done at once; where several took long, the next ones are handed over, so that they overlap.
 */
export async function readBytes(file: string): Promise<Uint8Array> {
  if (left > 0) {
    left--;
    return await Deno.readFile(file);
  }
  const start = performance.now(), bytes = Deno.readFileSync(file);
  slow = performance.now() - start > AT_ONCE ? slow + 1 : 0;
  if (slow >= SLOW) left = SPELL;
  return bytes;
}
