import type { Buffer } from "node:buffer";
import { createReadStream } from "node:fs";
import { crc32, createInflateRaw } from "node:zlib";
import { writeNew } from "./sink.ts";

/** A file inside a zip archive, as its central directory tells. */
export interface Member {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc: number;
  /** Bytes in the archive. */
  readonly packed: number;
  /** Bytes once unpacked. */
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const CHUNK = 1 << 20;
const END_RECORD = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const LARGEST = 0xffffffff;
const decoder = new TextDecoder();

/** Lists a zip archive from the central directory at its end. @throws {SyntaxError} for what is no zip or is cut off. */
export async function membersOf(archive: string): Promise<Member[]> {
  using file = await Deno.open(archive);
  const { size } = await file.stat();
  const tail = await readAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END_RECORD) end--;
  if (end < 0) {
    throw new SyntaxError(`${archive} has no zip directory at its end: not a zip file, or cut off`);
  }
  const count = tail.getUint16(end + 10, true);
  const length = tail.getUint32(end + 12, true);
  const start = tail.getUint32(end + 16, true);
  if (start === LARGEST || count === 0xffff) {
    throw new SyntaxError(`${archive} is a zip64 file, which is not read here`);
  }
  return parseDirectory(await readAt(file, start, length), count, archive);
}

function parseDirectory(view: DataView, count: number, archive: string): Member[] {
  const members: Member[] = [];
  for (let at = 0; members.length < count;) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY) {
      throw new SyntaxError(
        `${archive} has a damaged zip directory after ${members.length} of ${count} entries`,
      );
    }
    const nameLength = view.getUint16(at + 28, true);
    members.push({
      name: decoder.decode(new Uint8Array(view.buffer, at + 46, nameLength)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return members;
}

/**
 * Unpacks one member to a new file in pieces of a megabyte, whatever its size, and checks its length and CRC-32.
 *
 * @param seen Called with the length of each piece written.
 * @throws {SyntaxError} for damaged data.
 * @throws {RangeError} for a packing method other than stored and deflated.
 */
export async function extract(
  archive: string,
  member: Member,
  file: string,
  seen?: (bytes: number) => void,
): Promise<void> {
  if (member.method !== 0 && member.method !== 8) {
    throw new RangeError(
      `Cannot unpack ${member.name}: method ${member.method}, want 0 (stored) or 8 (deflated)`,
    );
  }
  const start = await dataOffset(archive, member);
  let crc = 0;
  async function* checked(): AsyncGenerator<Uint8Array> {
    if (member.packed === 0) return;
    const packed = createReadStream(archive, { start, end: start + member.packed - 1, highWaterMark: CHUNK });
    const inflate = member.method === 8 ? createInflateRaw({ chunkSize: CHUNK }) : null;
    // pipe() does not pass a reading error on.
    if (inflate) packed.on("error", (error) => inflate.destroy(error));
    for await (const piece of (inflate ? packed.pipe(inflate) : packed) as AsyncIterable<Buffer>) {
      crc = crc32(piece, crc);
      yield piece;
    }
  }
  let size: number;
  try {
    size = await writeNew(file, checked(), seen);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!code.startsWith("Z_")) throw error;
    throw new SyntaxError(`${member.name} in ${archive} does not inflate (${code})`, { cause: error });
  }
  if (size !== member.size || crc !== member.crc) {
    throw new SyntaxError(
      `${member.name} in ${archive} is damaged: ${size} bytes with CRC ${
        hex(crc)
      }, want ${member.size} with ${hex(member.crc)}`,
    );
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

async function readAt(file: Deno.FsFile, offset: number, length: number): Promise<DataView<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  await file.seek(offset, Deno.SeekMode.Start);
  for (let have = 0; have < length;) {
    const n = await file.read(bytes.subarray(have));
    if (n === null) {
      throw new SyntaxError(`Zip file ends at byte ${offset + have}, want ${length - have} more`);
    }
    have += n;
  }
  return new DataView(bytes.buffer);
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, "0");
}
