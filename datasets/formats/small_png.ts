import { crc32, inflateSync } from "node:zlib";

/** Pixels of a PNG, 8 bits a channel. */
export interface SmallPng {
  /** Columns. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** Grey or RGB. */
  readonly channels: 1 | 3;
  /** `height * width * channels` values. */
  readonly data: Uint8Array;
}

/** In bytes of pixels: below, starting libvips takes longer than decoding; above, its own threads are the better ones. */
const SMALL = 2 ** 18;
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Chunks that leave pixels as they are. */
const HARMLESS = new Set(["pHYs", "tEXt", "zTXt", "iTXt", "tIME", "gAMA", "cHRM", "sRGB", "bKGD"]);

/**
 * Decodes a small PNG of the plainest kind, as most masks are: grey or RGB of 8 bits, not interlaced.
 *
 * @returns What libvips gives, byte for byte; undefined for every other file, damaged ones too, which libvips is to judge.
 */
export function decodeSmallPng(bytes: Uint8Array): SmallPng | undefined {
  if (bytes.length < 57 || !SIGNATURE.every((byte, i) => bytes[i] === byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = view.getUint32(16), height = view.getUint32(20), channels = bytes[25] === 2 ? 3 : 1;
  const [depth, colour, ...methods] = bytes.subarray(24, 29);
  if (depth !== 8 || (colour !== 0 && colour !== 2) || methods.some((method) => method !== 0)) {
    return undefined;
  }
  const stride = width * channels;
  if (stride * height === 0 || stride * height > SMALL) return undefined;
  const packed = pixelChunks(bytes, view);
  const rows = packed && inflate(packed, (stride + 1) * height);
  const data = rows && unfilter(rows, stride, height, channels);
  return data && { width, height, channels, data };
}

/** All IDAT chunks joined; undefined where a chunk is damaged, missing or not one of those known. */
function pixelChunks(bytes: Uint8Array, view: DataView): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) {
      return undefined;
    }
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === "IEND") return parts.length > 0 && end + 4 === bytes.length ? join(parts) : undefined;
    if (type === "IDAT") parts.push(bytes.subarray(at + 8, end));
    else if (!(type === "IHDR" ? at === 8 && end === 29 : HARMLESS.has(type))) return undefined;
    at = end + 4;
  }
  return undefined;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Undefined where the stream is damaged or not `length` bytes long. */
function inflate(packed: Uint8Array, length: number): Uint8Array | undefined {
  try {
    // One byte more, so that a longer stream is seen as one.
    const rows = inflateSync(packed, { chunkSize: Math.max(64, length + 1), maxOutputLength: length + 1 });
    return rows.length === length ? rows : undefined;
  } catch {
    return undefined;
  }
}

/** Undoes the filter of each row (PNG specification, section 9), where the rows are: each moves up by the bytes that name filters. */
function unfilter(rows: Uint8Array, stride: number, height: number, step: number): Uint8Array | undefined {
  for (let y = 0; y < height; y++) {
    const from = y * (stride + 1), filter = rows[from], at = y * stride, up = y > 0 ? at - stride : -1;
    rows.copyWithin(at, from + 1, from + 1 + stride);
    if (filter === 1) addLeft(rows, at, stride, step);
    else if (filter === 2 && up >= 0) addAbove(rows, at, up, stride);
    else if (filter === 3) addMean(rows, at, up, stride, step);
    else if (filter === 4) addPaeth(rows, at, up, stride, step);
    else if (filter > 4) return undefined;
  }
  return new Uint8Array(rows.buffer, rows.byteOffset, stride * height);
}

function addAbove(out: Uint8Array, at: number, up: number, stride: number): void {
  for (let i = 0; i < stride; i++) out[at + i] += out[up + i];
}

function addLeft(out: Uint8Array, at: number, stride: number, step: number): void {
  for (let i = at + step; i < at + stride; i++) out[i] += out[i - step];
}

function addMean(out: Uint8Array, at: number, up: number, stride: number, step: number): void {
  for (let i = 0; i < stride; i++) {
    const left = i < step ? 0 : out[at + i - step], above = up < 0 ? 0 : out[up + i];
    out[at + i] += (left + above) >> 1;
  }
}

/** Of left, above and the corner between, the one nearest to left + above - corner. */
function addPaeth(out: Uint8Array, at: number, up: number, stride: number, step: number): void {
  if (up < 0) return addLeft(out, at, stride, step);
  for (let i = 0; i < step; i++) out[at + i] += out[up + i];
  for (let i = step; i < stride; i++) {
    const left = out[at + i - step], above = out[up + i], corner = out[up + i - step];
    const a = Math.abs(above - corner), b = Math.abs(left - corner), c = Math.abs(left + above - 2 * corner);
    out[at + i] += a <= b && a <= c ? left : b <= c ? above : corner;
  }
}
