import type { Buffer } from "node:buffer";
import { createReadStream } from "node:fs";
import { crc32, createInflateRaw } from "node:zlib";
import { writeNew } from "./write_new.ts";
import { type Member, readAt } from "./zip_directory.ts";

export { type Member, membersOf } from "./zip_directory.ts";

const CHUNK = 1 << 20;
const LOCAL_HEADER = 0x04034b50;

/**
 * Unpacks one member to a new file in pieces of a megabyte, whatever its size, and checks its length and CRC-32. No more is
 * written than the directory announces.
 *
 * @param seen Called with the length of each piece written.
 * @throws {SyntaxError} for damaged data.
 * @throws {RangeError} for a packing method other than stored and deflated, and for encryption.
 */
export async function extract(
  archive: string,
  member: Member,
  file: string,
  seen?: (bytes: number) => void,
): Promise<void> {
  const { name, method, encrypted } = member;
  if (encrypted) {
    throw new RangeError(`Cannot unpack ${name}: it is encrypted, want a file without a password`);
  }
  if (method !== 0 && method !== 8) {
    throw new RangeError(`Cannot unpack ${name}: method ${method}, want 0 (stored) or 8 (deflated)`);
  }
  const start = await dataOffset(archive, member);
  let crc = 0, size = 0;
  async function* checked(): AsyncGenerator<Uint8Array> {
    for await (const piece of unpacked(archive, member, start)) {
      size += piece.length;
      if (size > member.size) return; // the comparison below tells
      crc = crc32(piece, crc);
      yield piece;
    }
  }
  try {
    await writeNew(file, checked(), seen);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!code.startsWith("Z_")) throw error;
    throw new SyntaxError(`${name} in ${archive} does not inflate (${code})`, { cause: error });
  }
  if (size !== member.size || crc !== member.crc) {
    const found = `${size > member.size ? `more than ${member.size}` : size} bytes with CRC ${hex(crc)}`;
    throw new SyntaxError(
      `${name} in ${archive} is damaged: ${found}, want ${member.size} with ${hex(member.crc)}`,
    );
  }
}

async function* unpacked(archive: string, { packed, method }: Member, start: number): AsyncGenerator<Buffer> {
  if (packed === 0) return;
  const source = createReadStream(archive, { start, end: start + packed - 1, highWaterMark: CHUNK });
  const inflate = method === 8 ? createInflateRaw({ chunkSize: CHUNK }) : null;
  // pipe() does not pass a reading error on.
  if (inflate) source.on("error", (error) => inflate.destroy(error));
  try {
    yield* (inflate ? source.pipe(inflate) : source) as AsyncIterable<Buffer>;
  } finally {
    source.destroy();
    inflate?.destroy();
  }
}

/** The local header repeats the name and has extra fields of its own length. */
async function dataOffset(archive: string, member: Member): Promise<number> {
  using file = await Deno.open(archive);
  const header = await readAt(file, member.offset, 30);
  if (header.getUint32(0, true) !== LOCAL_HEADER) {
    throw new SyntaxError(`${archive} has no entry where its directory puts ${member.name}`);
  }
  return member.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, "0");
}
