import { constants, deflateSync, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import { type FileDefectKind, ofKind } from "./error_kind.ts";

/** No deflate stream unpacks to more, in parts of its own length. */
const HIGHEST_RATIO = 1032;
const FIRST_BYTES = 1024;
/** Bytes unpacked at a time. */
const SMALL_PIECE = 2 ** 12, PIECE = 2 ** 20;
/** Byte 9 names the system that packed; 255 is "unknown", so that all systems write the same bytes. */
const SYSTEM_AT = 9, UNKNOWN_SYSTEM = 255;

/** Whether `bytes` begin like a gzip file. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The first `wanted` bytes or a few more, or all where there are fewer; the rest is not unpacked. */
export function gunzipStart(bytes: Uint8Array, wanted: number): Uint8Array {
  for (let count = FIRST_BYTES;; count *= 4) {
    const part = bytes.subarray(0, count);
    const start = unpack(part, { most: count * HIGHEST_RATIO, partial: true });
    if (start.length >= wanted || count >= bytes.length) return start;
  }
}

/**
 * Unpacks a gzip file, also one of several members. Memory is taken for `most` bytes, not for what the file unpacks to.
 *
 * @param least Fewest bytes that are of use. @param most Most bytes that it may hold.
 * @throws {SyntaxError} for a damaged file, one that is cut short, and one that holds fewer or more bytes.
 */
export function gunzip(bytes: Uint8Array, least: number, most: number): Uint8Array {
  return unpackWithin(bytes, least, most, gunzipSync);
}

/** Unpacks a zlib stream, as MetaImage has it, under the conditions of `gunzip`. @throws {SyntaxError} */
export function inflate(bytes: Uint8Array, least: number, most: number): Uint8Array {
  return unpackWithin(bytes, least, most, inflateSync);
}

/** Packs bytes; the same bytes give the same file, at any time and on any system. */
export function gzip(bytes: Uint8Array): Uint8Array {
  const packed = new Uint8Array(gzipSync(bytes));
  packed[SYSTEM_AT] = UNKNOWN_SYSTEM;
  return packed;
}

/** Packs bytes as a zlib stream. */
export function deflate(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(deflateSync(bytes));
}

function unpackWithin(bytes: Uint8Array, least: number, most: number, format: Format): Uint8Array {
  if (least > bytes.length * HIGHEST_RATIO) {
    throw refusal(`${least} bytes`, `${bytes.length} packed ones, which never hold as many`, "header-lies");
  }
  const whole = unpack(bytes, { most, format });
  if (whole.length < least) throw refusal(`${least} bytes`, `${whole.length}`, "truncated-file");
  return whole;
}

type Format = typeof gunzipSync | typeof inflateSync;

interface Bounds {
  readonly most: number;
  /** Whether the input may end early. */
  readonly partial?: boolean;
  readonly format?: Format;
}

function unpack(bytes: Uint8Array, { most, partial = false, format = gunzipSync }: Bounds): Uint8Array {
  const finishFlush = partial ? constants.Z_SYNC_FLUSH : constants.Z_FINISH;
  const chunkSize = Math.max(64, Math.min(most, partial ? SMALL_PIECE : PIECE));
  try {
    const { buffer, byteOffset, length } = format(bytes, { maxOutputLength: most, finishFlush, chunkSize });
    return new Uint8Array(buffer, byteOffset, length);
  } catch (cause) {
    const { code, message } = cause as Error & { code?: string };
    if (code === "ERR_BUFFER_TOO_LARGE") throw refusal(`at most ${most} bytes`, "more", "header-lies", cause);
    if (code !== "Z_BUF_ERROR") {
      throw refusal("a whole stream", `a damaged one (${message})`, "damaged-file", cause);
    }
    const held = unpack(bytes, { most, format, partial: true }).length;
    const found = `one cut short: it ends at byte ${bytes.length}, ${held} unpacked`;
    throw refusal("a whole stream", found, "truncated-file", cause);
  }
}

function refusal(wanted: string, found: string, kind: FileDefectKind, cause?: unknown): SyntaxError {
  const message = `Cannot unpack the compressed data: expected ${wanted}, found ${found}`;
  return ofKind(kind, new SyntaxError(message, { cause }));
}
