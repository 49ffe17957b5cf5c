import { bytesOf, type Content } from "./arrays.ts";
import { decodeHeader, encodeHeader, type Layout } from "./layout.ts";
import { DamagedEntry, writeFailure } from "./store_error.ts";

/** Header and length of what is going to be written. */
export function planFile(content: Content): { header: Uint8Array; bytes: number } {
  const header = encodeHeader(content);
  const arrays = Object.values(content.arrays).reduce((sum, { data }) => sum + data.byteLength, 0);
  return { header, bytes: header.length + arrays };
}

/**
 * Writes header and arrays, one after another, and has them on the disk when it returns.
 *
 * @throws {StoreError} when the disk is full.
 */
export function writeFile(file: string, header: Uint8Array, { arrays }: Content): void {
  const pieces = [header, ...Object.values(arrays).map(({ data }) => bytesOf(data))];
  try {
    using handle = Deno.openSync(file, { write: true, create: true, truncate: true });
    for (const piece of pieces) {
      for (let done = 0; done < piece.length;) done += handle.writeSync(piece.subarray(done));
    }
    handle.syncSync();
  } catch (cause) {
    throw writeFailure(cause, file, pieces.reduce((sum, { length }) => sum + length, 0));
  }
}

/** Reads the header of a file. @returns Nothing where there is no file. @throws {DamagedEntry} when it is not as it was written. */
export function readHeader(file: string): Layout | undefined {
  try {
    using handle = Deno.openSync(file);
    const length = Number(new DataView(readAt(handle, file, 0, 8).buffer).getBigUint64(0, true));
    const { size } = handle.statSync();
    if (length > size - 8) throw new DamagedEntry(`Cannot read "${file}": it is cut short`);
    const layout = decodeHeader(readAt(handle, file, 0, 8 + length), file);
    if (layout.bytes !== size) {
      throw new DamagedEntry(`Cannot read "${file}": expected ${layout.bytes} bytes, found ${size}`);
    }
    return layout;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Reads `length` bytes from `at` on. @throws {DamagedEntry} when there are fewer. */
export function readAt(handle: Deno.FsFile, file: string, at: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  handle.seekSync(at, Deno.SeekMode.Start);
  for (let done = 0; done < length;) {
    const n = handle.readSync(bytes.subarray(done));
    if (n === null) throw new DamagedEntry(`Cannot read "${file}": it ends before byte ${at + length}`);
    done += n;
  }
  return bytes;
}
