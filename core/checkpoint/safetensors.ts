/**
 * The safetensors format: 8 bytes of header length (little-endian), a JSON header, raw tensors. Nothing in a file is run.
 *
 * @module
 */

/** Element type as the format names it. */
export type StoredType = "F32" | "I16" | "I32" | "I64" | "F16" | "BF16" | "F64" | "U8" | "I8" | "BOOL";

const BYTES: Readonly<Record<StoredType, number>> = {
  F32: 4,
  I16: 2,
  I32: 4,
  I64: 8,
  F16: 2,
  BF16: 2,
  F64: 8,
  U8: 1,
  I8: 1,
  BOOL: 1,
};

/** One tensor as stored. */
export interface StoredTensor {
  /** Element type. */
  readonly dtype: StoredType;
  /** Sizes of its axes; empty for a scalar. */
  readonly shape: readonly number[];
  /** Little-endian elements, row-major. */
  readonly data: Uint8Array;
}

/** What a file holds. */
export interface StoredTensors {
  /** Tensors by name. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** Free text by key. */
  readonly metadata: Readonly<Record<string, string>>;
}

const HEADER_LIMIT = 100_000_000;

/**
 * Bytes of a file. The same tensors in the same order give the same bytes.
 *
 * @param tensors Written in the order of the map.
 * @param metadata Goes into the header as `__metadata__`.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, StoredTensor>,
  metadata: Record<string, string>,
): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { dtype, shape, data }] of tensors) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const text = JSON.stringify(header);
  const encoded = new TextEncoder().encode(text);
  const padded = Math.ceil(encoded.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + offset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.fill(0x20, 8, 8 + padded);
  bytes.set(encoded, 8);
  let at = 8 + padded;
  for (const { data } of tensors.values()) {
    bytes.set(data, at);
    at += data.byteLength;
  }
  return bytes;
}

interface Entry {
  dtype: StoredType;
  shape: number[];
  data_offsets: [number, number];
}

function isEntry(value: unknown): value is Entry {
  const entry = value as Entry;
  const whole = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((n) => Number.isSafeInteger(n) && n >= 0);
  return typeof value === "object" && value !== null && Object.hasOwn(BYTES, entry.dtype) &&
    whole(entry.shape) &&
    whole(entry.data_offsets) && entry.data_offsets.length === 2;
}

/**
 * Reads a whole file. Tensors are views into `bytes`.
 *
 * @param bytes The file.
 * @param source Its name, for messages.
 * @throws {SyntaxError} when the bytes are not a complete safetensors file; says what was found.
 */
export function readSafetensors(bytes: Uint8Array, source: string): StoredTensors {
  const refuse = (why: string): never => {
    throw new SyntaxError(`Cannot read "${source}" as safetensors: ${why}`);
  };
  if (bytes.length < 8) refuse(`found ${bytes.length} bytes, wanted at least 8`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > HEADER_LIMIT || Number(length) > bytes.length - 8) {
    refuse(`the header claims ${length} bytes, the file has ${bytes.length}`);
  }
  const start = 8 + Number(length);
  let header: Record<string, unknown> = {};
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, start)));
  } catch (cause) {
    refuse(`the header is not JSON (${(cause as Error).message})`);
  }
  if (typeof header !== "object" || header === null || Array.isArray(header)) {
    refuse("the header is not a JSON object");
  }
  const { __metadata__: metadata = {}, ...entries } = header;
  const tensors = new Map<string, StoredTensor>();
  let end = 0;
  for (const [name, entry] of Object.entries(entries)) {
    if (!isEntry(entry)) return refuse(`tensor "${name}" has the entry ${JSON.stringify(entry)}`);
    const [from, to] = entry.data_offsets;
    const wanted = entry.shape.reduce((a, b) => a * b, 1) * BYTES[entry.dtype];
    if (to - from !== wanted) refuse(`tensor "${name}" has ${to - from} bytes, its shape wants ${wanted}`);
    if (start + to > bytes.length) {
      refuse(`tensor "${name}" ends at byte ${start + to}, the file at ${bytes.length}`);
    }
    end = Math.max(end, to);
    tensors.set(name, {
      dtype: entry.dtype,
      shape: entry.shape,
      data: bytes.subarray(start + from, start + to),
    });
  }
  if (start + end !== bytes.length) refuse(`${bytes.length - start - end} bytes follow the last tensor`);
  return { tensors, metadata: metadata as Record<string, string> };
}
