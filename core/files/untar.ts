import type { Buffer } from "node:buffer";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { parseExtended, parseTarHeader, type TarEntry } from "./tar_header.ts";
import { writeNew } from "./write_new.ts";

export type { TarEntry } from "./tar_header.ts";

const BLOCK = 512;
const CHUNK = 1 << 20;
/** More than any path takes; an extended header beyond it is none. */
const LONGEST_EXTENDED = 1 << 20;
const decoder = new TextDecoder();

/** How {@linkcode untar} goes about it. */
export interface UntarOptions {
  /** Called with the length of each piece read from the unpacked archive; what it throws ends the work. */
  readonly seen?: (bytes: number) => void;
}

/**
 * Unpacks chosen regular files of a .tar or .tar.gz in one streaming pass; gzip's own checksum covers the whole. Long names of
 * POSIX and GNU archives are read.
 *
 * @param choose Gives the file to write a member to, or null to pass over it; asked about every member, links and folders too,
 * of which nothing is written.
 * @returns Names of the members written.
 * @throws {SyntaxError} for damaged or cut off data.
 */
export async function untar(
  archive: string,
  choose: (entry: TarEntry) => string | null | Promise<string | null>,
  { seen = () => {} }: UntarOptions = {},
): Promise<string[]> {
  const packed = createReadStream(archive, { highWaterMark: CHUNK });
  const gunzip = await isGzip(archive) ? createGunzip({ chunkSize: CHUNK }) : null;
  // pipe() does not pass a reading error on.
  if (gunzip) packed.on("error", (error) => gunzip.destroy(error));
  const tar = new TarReader((gunzip ? packed.pipe(gunzip) : packed) as AsyncIterable<Buffer>, archive, seen);
  const written: string[] = [];
  try {
    for await (const entry of entriesOf(tar)) {
      const file = await choose(entry);
      if (file === null || entry.kind !== "file") continue;
      await writeNew(file, tar.take(entry.size));
      written.push(entry.name);
    }
    // To the end, so that gzip's checksum is compared.
    await tar.drain();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!code.startsWith("Z_")) throw error;
    throw new SyntaxError(`${archive} does not unpack (${code}): damaged or cut off`, { cause: error });
  } finally {
    packed.destroy();
    gunzip?.destroy();
  }
  return written;
}

/** Members with their real names; what of one's content was not taken is passed over before the next. */
async function* entriesOf(tar: TarReader): AsyncGenerator<TarEntry> {
  let longName: string | undefined, records = new Map<string, string>();
  for (;;) {
    const block = await tar.block();
    if (block === null || block.every((byte) => byte === 0)) return;
    const { name, size, kind } = parseTarHeader(block, tar.archive);
    if (kind === "long-name") longName = decoder.decode(await tar.whole(size)).split("\0")[0];
    else if (kind === "extended") records = parseExtended(await tar.whole(size), tar.archive);
    else if (kind === "global" || kind === "long-link") await tar.whole(size);
    else {
      const real = Number(records.get("size") ?? size), before = tar.taken;
      if (!Number.isSafeInteger(real) || real < 0) {
        throw new SyntaxError(`${tar.archive} holds a member of ${records.get("size")} bytes`);
      }
      yield { name: records.get("path") ?? longName ?? name, size: real, kind };
      await tar.skip(real - (tar.taken - before));
      await tar.skip((BLOCK - real % BLOCK) % BLOCK);
      [longName, records] = [undefined, new Map()];
    }
  }
}

async function isGzip(file: string): Promise<boolean> {
  using handle = await Deno.open(file);
  const start = new Uint8Array(2);
  await handle.read(start);
  // What is no tar at all is told better by gunzip than by a header that makes no sense
  return start[0] === 0x1f && start[1] === 0x8b || /\.t?gz$/.test(file);
}

/** Hands out an exact number of bytes at a time from a stream of pieces. */
class TarReader {
  #iterator: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);
  /** Bytes handed out so far. */
  taken = 0;

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
      this.taken += piece.length;
      yield piece;
    }
  }

  /** A small member in one piece, with what fills its last block. */
  async whole(size: number): Promise<Uint8Array> {
    if (size > LONGEST_EXTENDED) {
      throw new SyntaxError(`${this.archive} holds an extended header of ${size} bytes`);
    }
    const bytes = new Uint8Array(size);
    let at = 0;
    for await (const piece of this.take(size)) {
      bytes.set(piece, at);
      at += piece.length;
    }
    await this.skip((BLOCK - size % BLOCK) % BLOCK);
    return bytes;
  }

  async skip(size: number): Promise<void> {
    for await (const _ of this.take(size));
  }

  /** The next header, or null at a clean end. */
  async block(): Promise<Uint8Array | null> {
    if (this.#rest.length === 0 && !(await this.#more())) return null;
    try {
      return await this.whole(BLOCK);
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      throw new SyntaxError(`${this.archive} ends inside a header: no tar archive, or cut off`, { cause });
    }
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
