/** A file, folder or link inside a zip archive, as its central directory tells. */
export interface Member {
  /** Path in the archive; that of a folder ends with a slash. */
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  /** CRC-32 of the unpacked bytes. */
  readonly crc: number;
  /** Bytes in the archive. */
  readonly packed: number;
  /** Bytes once unpacked. */
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
  /** Whether a password is wanted. */
  readonly encrypted: boolean;
  /** What it is on the system that it was packed on. */
  readonly kind: "file" | "folder" | "link" | "other";
}

/** Where the list of members is. */
interface Directory {
  readonly count: number;
  readonly start: number;
  readonly length: number;
}

const END_RECORD = 0x06054b50, END64_RECORD = 0x06064b50, END64_LOCATOR = 0x07064b50;
const DIRECTORY_ENTRY = 0x02014b50;
const WIDE = 0xffffffff, WIDE_COUNT = 0xffff;
const END_SIZE = 22, LONGEST_COMMENT = 0xffff, ENTRY_SIZE = 46;
/** File types in a Unix mode. */
const TYPE = 0o170000, LINK = 0o120000, FOLDER = 0o040000, REGULAR = 0o100000;
const decoder = new TextDecoder();

/** Lists a zip archive (also zip64) from the central directory at its end. @throws {SyntaxError} for what is no zip or is cut off. */
export async function membersOf(archive: string): Promise<Member[]> {
  using file = await Deno.open(archive);
  const { size } = await file.stat();
  const { count, start, length } = await findDirectory(file, size, archive);
  if (start + length > size || count * ENTRY_SIZE > length) {
    throw new SyntaxError(`${archive} has a damaged zip directory: it goes beyond its own end`);
  }
  return parseDirectory(await readAt(file, start, length), count, archive);
}

async function findDirectory(file: Deno.FsFile, size: number, archive: string): Promise<Directory> {
  const reach = Math.min(size, END_SIZE + LONGEST_COMMENT);
  const tail = await readAt(file, size - reach, reach);
  let end = reach - END_SIZE;
  while (end >= 0 && tail.getUint32(end, true) !== END_RECORD) end--;
  if (end < 0) {
    throw new SyntaxError(`${archive} has no zip directory at its end: not a zip file, or cut off`);
  }
  const plain = {
    count: tail.getUint16(end + 10, true),
    length: tail.getUint32(end + 12, true),
    start: tail.getUint32(end + 16, true),
  };
  if (plain.start !== WIDE && plain.length !== WIDE && plain.count !== WIDE_COUNT) return plain;
  return await findDirectory64(file, size - reach + end - 20, archive) ?? plain;
}

/** Where a zip64 archive keeps what is too wide for the plain record; undefined where it has no such record. */
async function findDirectory64(
  file: Deno.FsFile,
  at: number,
  archive: string,
): Promise<Directory | undefined> {
  if (at < 0) return undefined;
  const locator = await readAt(file, at, 20);
  if (locator.getUint32(0, true) !== END64_LOCATOR) return undefined;
  const record = await readAt(file, wideAt(locator, 8), 56);
  if (record.getUint32(0, true) !== END64_RECORD) {
    throw new SyntaxError(`${archive} has no zip64 directory where one is announced`);
  }
  return { count: wideAt(record, 32), length: wideAt(record, 40), start: wideAt(record, 48) };
}

function parseDirectory(view: DataView<ArrayBuffer>, count: number, archive: string): Member[] {
  const members: Member[] = [];
  for (let at = 0; members.length < count;) {
    const there = at + ENTRY_SIZE <= view.byteLength && view.getUint32(at, true) === DIRECTORY_ENTRY;
    const nameLength = there ? view.getUint16(at + 28, true) : 0;
    const extraLength = there ? view.getUint16(at + 30, true) : 0;
    const next = at + ENTRY_SIZE + nameLength + extraLength + (there ? view.getUint16(at + 32, true) : 0);
    if (!there || next > view.byteLength) {
      throw new SyntaxError(
        `${archive} has a damaged zip directory after ${members.length} of ${count} entries`,
      );
    }
    const extra = new DataView(view.buffer, view.byteOffset + at + ENTRY_SIZE + nameLength, extraLength);
    members.push(
      parseEntry(view, at, decoder.decode(new Uint8Array(view.buffer, at + ENTRY_SIZE, nameLength)), extra),
    );
    at = next;
  }
  return members;
}

function parseEntry(view: DataView, at: number, name: string, extra: DataView): Member {
  const [size, packed, offset] = widen(
    [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)],
    extra,
  );
  return {
    name,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packed,
    size,
    offset,
    encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    kind: kindOf(name, view.getUint16(at + 4, true) >> 8, view.getUint32(at + 38, true)),
  };
}

/** Unix keeps the file's mode in the upper half of the attributes; other systems have no links here. */
function kindOf(name: string, system: number, attributes: number): Member["kind"] {
  const type = system === 3 ? attributes >>> 16 & TYPE : 0;
  if (type === LINK) return "link";
  if (type !== 0 && type !== FOLDER && type !== REGULAR) return "other";
  return name.endsWith("/") || type === FOLDER ? "folder" : "file";
}

/** Sizes and offset from the zip64 field (id 1) where the plain ones have no room, in that field's order. */
function widen(plain: readonly number[], extra: DataView): number[] {
  for (let at = 0; plain.includes(WIDE) && at + 4 <= extra.byteLength;) {
    const id = extra.getUint16(at, true), end = at + 4 + extra.getUint16(at + 2, true);
    if (id === 1) {
      let from = at + 4;
      return plain.map((value) => {
        if (value !== WIDE || from + 8 > Math.min(end, extra.byteLength)) return value;
        from += 8;
        return wideAt(extra, from - 8);
      });
    }
    at = end;
  }
  return [...plain];
}

function wideAt(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

/** Exactly `length` bytes from `offset`. @throws {SyntaxError} where the file ends before. */
export async function readAt(
  file: Deno.FsFile,
  offset: number,
  length: number,
): Promise<DataView<ArrayBuffer>> {
  const { size } = await file.stat();
  if (offset + length > size) {
    throw new SyntaxError(`Zip file ends at byte ${size}, want ${offset + length - size} more`);
  }
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
