import { ByteReader } from "../byte_reader.ts";

/** Where the list of a zip file's entries is. */
export interface Directory {
  /** Offset of its first byte. */
  readonly at: number;
  /** Its bytes. */
  readonly size: number;
  /** Its entries. */
  readonly entries: number;
}

const END = 0x06054b50, END64 = 0x06064b50, LOCATOR64 = 0x07064b50;
const END_SIZE = 22, LOCATOR_SIZE = 20, LONGEST_COMMENT = 0xffff;

/** Finds the list of entries from the end of the file, as zip readers do; also that of zip64. @throws {WeightFileError} */
export function findDirectory(bytes: Uint8Array, file: string): Directory {
  const reader = new ByteReader(bytes, file);
  const end = findEnd(bytes, reader);
  reader.at = end + 4;
  const disks = [reader.u16(), reader.u16()];
  const here = reader.u16(), entries = reader.u16(), size = reader.u32(), at = reader.u32();
  if (disks.some((disk) => disk !== 0 && disk !== 0xffff)) {
    reader.refuse("found a zip file in several parts", end);
  }
  const directory = zip64(reader, end) ?? { at, size, entries };
  if (here !== entries) reader.refuse(`found ${here} of ${entries} zip entries in this part`, end);
  if (directory.at + directory.size > end) {
    reader.refuse(
      `found a list of zip entries from byte ${directory.at} with ${directory.size} bytes, which goes beyond its own end`,
      end,
    );
  }
  return directory;
}

/** The last end record whose comment fills the file. */
function findEnd(bytes: Uint8Array, reader: ByteReader): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const last = bytes.length - END_SIZE;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (view.getUint32(at, true) === END && view.getUint16(at + 20, true) === last - at) return at;
  }
  return reader.refuse("found no list of zip entries (the file is cut off, or no zip file)", bytes.length);
}

function zip64(reader: ByteReader, end: number): Directory | undefined {
  reader.at = end - LOCATOR_SIZE;
  if (reader.at < 0 || reader.u32() !== LOCATOR64) return undefined;
  reader.skip(4);
  const record = reader.at = reader.u64();
  if (record > end - LOCATOR_SIZE || reader.u32() !== END64) {
    reader.refuse("found no zip64 list of entries where one was announced", record);
  }
  reader.skip(8 + 2 + 2 + 4 + 4 + 8);
  const entries = reader.u64(), size = reader.u64(), at = reader.u64();
  return { at, size, entries };
}
