import { ByteReader } from "../byte_reader.ts";
import { WeightFileError } from "../weight_file_error.ts";
import { crc32 } from "./crc32.ts";
import { findDirectory } from "./find_directory.ts";

/** A file within a zip file, stored as it is. */
export interface ZipEntry {
  /** Its bytes when unpacked. */
  readonly size: number;
  /** Those bytes, not copied. @throws {WeightFileError} when they are compressed, encrypted, or not those that were written. */
  bytes(): Uint8Array;
}

/** An entry as the directory describes it. */
interface Described {
  readonly name: string;
  readonly checksum: number;
  /** Bytes in the zip file. */
  readonly packed: number;
  /** Bytes when unpacked. */
  readonly size: number;
  readonly at: number;
  /** Why it cannot be read. */
  readonly refused?: string | undefined;
}

const ENTRY = 0x02014b50, LOCAL = 0x04034b50, WIDE = 0xffffffff;

/**
 * The entries of a zip file by name. PyTorch stores tensors as they are, so reading a compressed entry is refused.
 *
 * @throws {WeightFileError} naming the entry or byte, for what is damaged or named as no file should be.
 */
export function readZip(bytes: Uint8Array, file: string): ReadonlyMap<string, ZipEntry> {
  const directory = findDirectory(bytes, file);
  const reader = new ByteReader(bytes.subarray(0, directory.at + directory.size), file);
  reader.at = directory.at;
  const found = new Map<string, ZipEntry>();
  for (let i = 0; i < directory.entries; i++) {
    const entry = describe(reader);
    if (found.has(entry.name)) reader.refuse(`found "${entry.name}" twice among the zip entries`);
    found.set(entry.name, locate(bytes.subarray(0, directory.at), file, entry));
  }
  return found;
}

function describe(reader: ByteReader): Described {
  const start = reader.at;
  if (reader.u32() !== ENTRY) reader.refuse("found no zip entry where one was announced", start);
  reader.skip(4);
  const flags = reader.u16(), method = reader.u16();
  reader.skip(4);
  const checksum = reader.u32(), packed = reader.u32(), size = reader.u32();
  const lengths = [reader.u16(), reader.u16(), reader.u16()];
  reader.skip(2 + 2 + 4);
  const at = reader.u32(), name = reader.text(lengths[0]);
  const wide = readWide(new ByteReader(reader.take(lengths[1]), reader.file, `zip entry "${name}"`), [
    size,
    packed,
    at,
  ]);
  reader.skip(lengths[2]);
  refuseName(name, reader, start);
  const refused = flags & 1 ? "encrypted" : method !== 0 || wide[0] !== wide[1] ? "compressed" : undefined;
  return { name, checksum, size: wide[0], packed: wide[1], at: wide[2], refused };
}

/** Names stay names here, but one that leads out of a folder was not written by PyTorch. */
function refuseName(name: string, reader: ByteReader, start: number): void {
  const steps = name.split("/");
  if (name === "" || /[\\\0:]/.test(name) || steps[0] === "" || steps.includes("..")) {
    reader.refuse(`found the zip entry ${JSON.stringify(name)}, wanted a plain relative name`, start);
  }
}

/** Sizes and offset from the zip64 field where the plain one has no room. */
function readWide(extra: ByteReader, plain: readonly number[]): number[] {
  if (!plain.includes(WIDE)) return [...plain];
  while (extra.at < extra.bytes.length) {
    const kind = extra.u16(), length = extra.u16();
    if (kind !== 1) extra.skip(length);
    else return plain.map((value) => value === WIDE ? extra.u64() : value);
  }
  return [...plain];
}

/** @param before The file up to its directory. */
function locate(before: Uint8Array, file: string, entry: Described): ZipEntry {
  const { name, checksum, size, packed, at, refused } = entry;
  const reader = new ByteReader(before, file);
  reader.at = Math.min(at, before.length);
  if (reader.u32() !== LOCAL) reader.refuse(`found no zip entry "${name}" where it was announced`, at);
  reader.skip(22);
  const [nameLength, extraLength] = [reader.u16(), reader.u16()];
  if (reader.text(nameLength) !== name) reader.refuse(`found another name at the zip entry "${name}"`, at);
  reader.skip(extraLength);
  const bytes = reader.take(packed);
  return {
    size,
    bytes() {
      if (refused) {
        throw new WeightFileError(
          file,
          `found the zip entry "${name}" ${refused}, wanted it stored as PyTorch writes it`,
        );
      }
      const found = crc32(bytes);
      if (found === checksum) return bytes;
      throw new WeightFileError(
        file,
        `the checksum of "${name}" is ${found}, written was ${checksum}: the file is damaged, or was saved without checksums`,
      );
    },
  };
}
