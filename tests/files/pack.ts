import { crc32, deflateRawSync, gzipSync } from "node:zlib";

/** A member to pack; `method` 0 stores, 8 deflates. */
export interface Packed {
  name: string;
  bytes: Uint8Array;
  method?: 0 | 8;
  /** Mode on Unix, with the type of the file. */
  mode?: number;
  /** Length that the directory announces, where it lies. */
  claim?: number;
  /** General purpose flags: 1 encrypted. */
  flags?: number;
  /** Number of the member whose bytes this one has too. */
  sameAs?: number;
}

const encoder = new TextEncoder();

/** A zip archive, as small as it can be told. */
export function zip(members: Packed[], { wide = false } = {}): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const { name, bytes, method = 8, mode = 0, claim, flags = 0, sameAs } of members) {
    const data = method === 8 ? new Uint8Array(deflateRawSync(bytes)) : bytes;
    const size = claim ?? bytes.length, at = sameAs === undefined ? offset : offsets[sameAs];
    offsets.push(at);
    const shared = fields(
      [2, 20],
      [2, flags],
      [2, method],
      [4, 0],
      [4, crc32(bytes)],
      [4, wide ? WIDE : data.length],
      [4, wide ? WIDE : size],
      [2, encoder.encode(name).length],
    );
    const extra = wide ? fields([2, 1], [2, 24], [8, size], [8, data.length], [8, at]) : fields();
    // The local extra field differs from the directory's, as real archives have it.
    const local = join([
      fields([4, 0x04034b50]),
      shared,
      fields([2, 4]),
      encoder.encode(name),
      fields([4, 0]),
    ]);
    directory.push(
      join([
        fields([4, 0x02014b50], [2, mode ? 3 << 8 | 20 : 20]),
        shared,
        fields([2, extra.length], [2, 0], [2, 0], [2, 0], [4, mode * 0x10000], [4, wide ? WIDE : at]),
        encoder.encode(name),
        extra,
      ]),
    );
    if (sameAs !== undefined) continue;
    parts.push(local, data);
    offset += local.length + data.length;
  }
  const list = join(directory);
  const count = members.length;
  const ends = wide
    ? [
      fields([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count]),
      fields([8, list.length], [8, offset]),
      fields([4, 0x07064b50], [4, 0], [8, offset + list.length], [4, 1]),
    ]
    : [];
  const place: [4, number][] = wide ? [[4, WIDE], [4, WIDE]] : [[4, list.length], [4, offset]];
  const end = fields([4, 0x06054b50], [4, 0], [2, count], [2, count], ...place, [2, 0]);
  return join([...parts, list, ...ends, end]);
}

const WIDE = 0xffffffff;

/** A member of a tar archive; `link` makes a symbolic link, `type` anything else. */
export interface Tarred {
  name: string;
  bytes?: Uint8Array;
  link?: string;
  type?: string;
}

/** A .tar.gz archive. */
export function tarGz(members: Tarred[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(tar(members)));
}

/** A .tar archive. */
export function tar(members: Tarred[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for (const { name, bytes = new Uint8Array(0), link, type = link ? "2" : "0" } of members) {
    const header = new Uint8Array(512);
    const put = (at: number, text: string) => header.set(encoder.encode(text), at);
    const slash = name.length > 100 ? name.lastIndexOf("/", 150) : -1;
    put(0, name.slice(slash + 1));
    put(100, "0000644");
    put(124, bytes.length.toString(8).padStart(11, "0"));
    put(148, "        ");
    put(156, type);
    put(157, link ?? "");
    put(257, "ustar\x0000");
    if (slash > 0) put(345, name.slice(0, slash));
    put(148, header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, "0") + "\0 ");
    parts.push(header, bytes, new Uint8Array((512 - bytes.length % 512) % 512));
  }
  return join([...parts, new Uint8Array(1024)]);
}

/** Bytes that look random and are the same each time. */
export function noise(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let i = 0, state = 1; i < length; i++) {
    bytes[i] = (state = Math.imul(state, 1103515245) + 12345) >>> 24;
  }
  return bytes;
}

function fields(...values: [2 | 4 | 8, number][]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.reduce((sum, [width]) => sum + width, 0)));
  let at = 0;
  for (const [width, value] of values) {
    if (width === 2) view.setUint16(at, value, true);
    else if (width === 8) view.setBigUint64(at, BigInt(value), true);
    else view.setUint32(at, value, true);
    at += width;
  }
  return new Uint8Array(view.buffer);
}

function join(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
