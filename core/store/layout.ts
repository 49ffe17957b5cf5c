import { type ArrayTypes, bytesOf, type Content, ELEMENT_BYTES, type ElementType, typeOf } from "./arrays.ts";
import { checksum } from "./checksum.ts";
import { DamagedEntry } from "./store_error.ts";

/** Bytes that are read, checked and kept in memory at once. A multiple of every element's length. */
export const PAGE = 2 ** 18;

/** One array of a file. */
export interface ArrayLayout {
  /** Type of its elements. */
  readonly type: ElementType;
  /** Lengths of its axes. */
  readonly shape: readonly number[];
  /** Where it begins in the file. */
  readonly start: number;
  /** Its bytes. */
  readonly bytes: number;
  /** Of each page. */
  readonly checksums: readonly number[];
}

/** What the header of a file tells. */
export interface Layout {
  /** By name. */
  readonly arrays: ReadonlyMap<string, ArrayLayout>;
  /** As given. */
  readonly notes: unknown;
  /** Length of the whole file. */
  readonly bytes: number;
}

/** As it stands in the file. */
interface Header {
  readonly [name: string]: { dtype: ElementType; shape: readonly number[]; data_offsets: readonly number[] };
}

/**
 * The header of a file: safetensors, with checksums of the header and of each page among its metadata.
 *
 * @returns Its bytes; those of the arrays follow in order.
 */
export function encodeHeader({ arrays, notes = null }: Content): Uint8Array {
  const header: Record<string, Header[string]> = {};
  const sums: Record<string, number[]> = {};
  let offset = 0;
  for (const [name, { shape, data }] of Object.entries(arrays)) {
    header[name] = { dtype: typeOf(data), shape, data_offsets: [offset, offset + data.byteLength] };
    sums[name] = pageChecksums(data);
    offset += data.byteLength;
  }
  const told = JSON.stringify([header, sums, notes]);
  const metadata = {
    check: String(checksum(new TextEncoder().encode(told))),
    checksums: JSON.stringify(sums),
    notes: JSON.stringify(notes),
  };
  const text = new TextEncoder().encode(JSON.stringify({ __metadata__: metadata, ...header }));
  const bytes = new Uint8Array(8 + Math.ceil(text.length / 8) * 8).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(bytes.length - 8), true);
  bytes.set(text, 8);
  return bytes;
}

function pageChecksums(data: ArrayTypes[ElementType]): number[] {
  const bytes = bytesOf(data), sums: number[] = [];
  for (let at = 0; at < bytes.length; at += PAGE) sums.push(checksum(bytes.subarray(at, at + PAGE)));
  return sums;
}

/**
 * What {@linkcode encodeHeader} wrote.
 *
 * @param bytes The file's first bytes, the whole header among them. @param file For messages.
 * @throws {DamagedEntry} when it is not what was written.
 */
export function decodeHeader(bytes: Uint8Array, file: string): Layout {
  try {
    const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
    const { __metadata__: metadata, ...header } = JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, 8 + length)),
    ) as { __metadata__: Record<string, string> } & Header;
    const sums = JSON.parse(metadata.checksums), notes: unknown = JSON.parse(metadata.notes);
    const told = JSON.stringify([header, sums, notes]);
    if (String(checksum(new TextEncoder().encode(told))) !== metadata.check) throw new Error("its checksum");
    return layoutOf(header, sums, notes, 8 + length);
  } catch (cause) {
    throw new DamagedEntry(`Cannot read "${file}": the header is damaged`, { cause });
  }
}

function layoutOf(header: Header, sums: Record<string, number[]>, notes: unknown, start: number): Layout {
  const arrays = new Map<string, ArrayLayout>();
  let end = start;
  for (const [name, { dtype, shape, data_offsets: [from, to] }] of Object.entries(header)) {
    if (to - from !== shape.reduce((a, b) => a * b, ELEMENT_BYTES[dtype])) throw new Error("a shape");
    arrays.set(name, { type: dtype, shape, start: start + from, bytes: to - from, checksums: sums[name] });
    end = start + to;
  }
  return { arrays, notes, bytes: end };
}
