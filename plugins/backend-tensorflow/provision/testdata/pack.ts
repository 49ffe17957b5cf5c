import { crc32, deflateRawSync, gzipSync } from "node:zlib";

/** A member to pack; `method` 0 stores, 8 deflates. */
export interface Packed {
  name: string;
  bytes: Uint8Array;
  method?: 0 | 8;
}

const encoder = new TextEncoder();

/** A zip archive, as small as it can be told. */
export function zip(members: Packed[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes, method = 8 } of members) {
    const data = method === 8 ? new Uint8Array(deflateRawSync(bytes)) : bytes;
    const shared = fields(
      [2, 20],
      [2, 0],
      [2, method],
      [4, 0],
      [4, crc32(bytes)],
      [4, data.length],
      [4, bytes.length],
      [2, name.length],
    );
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
        fields([4, 0x02014b50], [2, 20]),
        shared,
        fields([2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
        encoder.encode(name),
      ]),
    );
    parts.push(local, data);
    offset += local.length + data.length;
  }
  const list = join(directory);
  const count = members.length;
  const end = fields([4, 0x06054b50], [4, 0], [2, count], [2, count], [4, list.length], [4, offset], [2, 0]);
  return join([...parts, list, end]);
}

/** A .tar.gz archive; `link` makes a symbolic link. */
export function tarGz(
  members: { name: string; bytes?: Uint8Array; link?: string }[],
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for (const { name, bytes = new Uint8Array(0), link } of members) {
    const header = new Uint8Array(512);
    const put = (at: number, text: string) => header.set(encoder.encode(text), at);
    const slash = name.length > 100 ? name.lastIndexOf("/", 150) : -1;
    put(0, name.slice(slash + 1));
    put(100, "0000644");
    put(124, bytes.length.toString(8).padStart(11, "0"));
    put(148, "        ");
    put(156, link ? "2" : "0");
    put(157, link ?? "");
    put(257, "ustar\x0000");
    if (slash > 0) put(345, name.slice(0, slash));
    put(148, header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, "0") + "\0 ");
    parts.push(header, bytes, new Uint8Array((512 - bytes.length % 512) % 512));
  }
  return new Uint8Array(gzipSync(join([...parts, new Uint8Array(1024)])));
}

/** Bytes that look random and are the same each time. */
export function noise(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let i = 0, state = 1; i < length; i++) {
    bytes[i] = (state = Math.imul(state, 1103515245) + 12345) >>> 24;
  }
  return bytes;
}

function fields(...values: [2 | 4, number][]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.reduce((sum, [width]) => sum + width, 0)));
  let at = 0;
  for (const [width, value] of values) {
    if (width === 2) view.setUint16(at, value, true);
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
