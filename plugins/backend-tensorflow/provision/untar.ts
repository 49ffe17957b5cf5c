import type { Buffer } from "node:buffer";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { writeNew } from "./sink.ts";

const BLOCK = 512;
const CHUNK = 1 << 20;
const decoder = new TextDecoder();

/**
 * Unpacks chosen regular files of a .tar.gz in one streaming pass. gzip's own checksum covers the whole.
 *
 * @param choose Gives the file to write a member to, or null to pass over it; links and folders are never asked about.
 * @param seen Called with the length of each piece read from the unpacked archive.
 * @returns Names of the members written.
 * @throws {SyntaxError} for damaged or cut off data.
 */
export async function untar(
  archive: string,
  choose: (name: string) => string | null,
  seen: (bytes: number) => void = () => {},
): Promise<string[]> {
  const packed = createReadStream(archive, { highWaterMark: CHUNK });
  const gunzip = createGunzip({ chunkSize: CHUNK });
  // pipe() does not pass a reading error on.
  packed.on("error", (error) => gunzip.destroy(error));
  const tar = new Reader(packed.pipe(gunzip) as AsyncIterable<Buffer>, archive, seen);
  const written: string[] = [];
  try {
    for (;;) {
      const header = await tar.block();
      if (header === null || header.every((byte) => byte === 0)) break;
      const { name, size, regular } = parseHeader(header, archive);
      const file = regular ? choose(name) : null;
      if (file === null) {
        for await (const _ of tar.take(size));
      } else {
        await writeNew(file, tar.take(size));
        written.push(name);
      }
      for await (const _ of tar.take((BLOCK - size % BLOCK) % BLOCK));
    }
    // To the end, so that gzip's checksum is compared.
    await tar.drain();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!code.startsWith("Z_")) throw error;
    throw new SyntaxError(`${archive} does not unpack (${code}): damaged or cut off`, { cause: error });
  } finally {
    packed.destroy();
    gunzip.destroy();
  }
  return written;
}

/** name 0..100, size 124..136 octal, checksum 148..156, type 156, magic 257, prefix 345..500 (POSIX ustar). */
function parseHeader(header: Uint8Array, archive: string): { name: string; size: number; regular: boolean } {
  const text = (from: number, to: number) => decoder.decode(header.subarray(from, to)).split("\0")[0].trim();
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  const size = parseInt(text(124, 136) || "0", 8);
  if (parseInt(text(148, 156), 8) !== sum || Number.isNaN(size)) {
    throw new SyntaxError(`${archive} holds a header that is no tar header`);
  }
  const prefix = text(257, 262) === "ustar" ? text(345, 500) : "";
  const type = String.fromCharCode(header[156]);
  return {
    name: prefix ? `${prefix}/${text(0, 100)}` : text(0, 100),
    size,
    regular: type === "0" || type === "\0",
  };
}

/** Hands out an exact number of bytes at a time from a stream of pieces. */
class Reader {
  #iterator: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(
    source: AsyncIterable<Uint8Array>,
    readonly archive: string,
    readonly seen: (bytes: number) => void,
  ) {
    this.#iterator = source[Symbol.asyncIterator]();
  }

  async *take(size: number): AsyncGenerator<Uint8Array> {
    for (let left = size; left > 0;) {
      if (this.#rest.length === 0 && !(await this.#more())) {
        throw new SyntaxError(`${this.archive} ends inside a member, ${left} bytes short`);
      }
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** The next header, or null at a clean end. */
  async block(): Promise<Uint8Array | null> {
    if (this.#rest.length === 0 && !(await this.#more())) return null;
    const block = new Uint8Array(BLOCK);
    let at = 0;
    for await (const piece of this.take(BLOCK)) {
      block.set(piece, at);
      at += piece.length;
    }
    return block;
  }

  async drain(): Promise<void> {
    while (await this.#more());
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#iterator.next();
    if (done) return false;
    this.seen(value.length);
    this.#rest = value;
    return true;
  }
}
