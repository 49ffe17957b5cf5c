import type { Raster } from "@dragsaw/core/data";

/** What the headers of a bitmap say. */
interface BmpLayout {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bits: number;
  /** Where rows start. */
  readonly offset: number;
  /** Bytes of a row, filled up to a multiple of 4. */
  readonly stride: number;
  /** RGB of the palette, 3 bytes a colour; empty above 8 bits. */
  readonly palette: Uint8Array;
}

const DEPTHS = [1, 4, 8, 24, 32];
const COMPRESSIONS = ["none", "RLE8", "RLE4", "bit fields", "JPEG", "PNG", "alpha bit fields"];
const LARGEST_SIDE = 32_768;

/** Whether `bytes` begin like a BMP. */
export function isBmp(bytes: Uint8Array): boolean {
  return bytes[0] === 0x42 && bytes[1] === 0x4d;
}

/**
 * Decodes an uncompressed BMP (libvips has no reader for it): 1, 4 or 8 bits with a palette, 24, or 32 bits whose fourth byte
 * is dropped; rows stored in either order.
 *
 * @returns 3 channels, rows top to bottom.
 * @throws {SyntaxError} for what is not such a file, or is cut short.
 */
export function decodeBmp(bytes: Uint8Array): Raster {
  const layout = readLayout(bytes);
  const { width, height, topDown, bits, offset, stride, palette } = layout;
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const start = offset + (topDown ? row : height - 1 - row) * stride;
    const line = data.subarray(row * width * 3, (row + 1) * width * 3);
    if (bits >= 24) copyColours(bytes, start, bits / 8, line);
    else copyPalette(bytes, start, bits, palette, line);
  }
  return { width, height, channels: 3, data };
}

function readLayout(bytes: Uint8Array): BmpLayout {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isBmp(bytes) || bytes.length < 54) {
    throw refusal("a file header and an information header of 40 bytes or more", bytes.length + " bytes");
  }
  const header = view.getUint32(14, true);
  if (header < 40 || 14 + header > bytes.length) {
    throw refusal("an information header of 40 bytes or more", `one of ${header}`);
  }
  const width = view.getInt32(18, true), signed = view.getInt32(22, true), height = Math.abs(signed);
  const bits = view.getUint16(28, true), compression = view.getUint32(30, true);
  if (width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE) {
    throw refusal(`sides of 1 to ${LARGEST_SIDE} pixels`, `${width} x ${signed}`);
  }
  if (!DEPTHS.includes(bits)) throw refusal(`${DEPTHS.join(", ")} bits a pixel`, `${bits}`);
  if (compression !== 0 && !(compression === 3 && usualMasks(view, bits))) {
    throw refusal("no compression", COMPRESSIONS[compression] ?? `compression ${compression}`);
  }
  const offset = view.getUint32(10, true);
  const stride = Math.ceil(width * bits / 32) * 4;
  // Some writers leave out the filling of the last row.
  const needed = offset + stride * (height - 1) + Math.ceil(width * bits / 8);
  if (bytes.length < needed) throw refusal(`${needed} bytes`, `${bytes.length}: the file is cut short`);
  const palette = bits > 8 ? new Uint8Array() : readPalette(bytes, view, 14 + header, bits, offset);
  return { width, height, topDown: signed < 0, bits, offset, stride, palette };
}

/** Bit fields that say no more than the usual order of bytes: blue, green, red, unused. */
function usualMasks(view: DataView, bits: number): boolean {
  if (bits !== 32 || view.byteLength < 66) return false;
  return [0xff0000, 0xff00, 0xff].every((mask, i) => view.getUint32(54 + 4 * i, true) === mask);
}

function readPalette(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  bits: number,
  end: number,
): Uint8Array {
  const said = view.getUint32(46, true) || 2 ** bits;
  const count = Math.min(said, 2 ** bits, Math.floor((end - start) / 4));
  if (count < 1) throw refusal("a palette", "none");
  const palette = new Uint8Array(count * 3);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) palette[3 * i + c] = bytes[start + 4 * i + 2 - c];
  }
  return palette;
}

function copyColours(bytes: Uint8Array, start: number, step: number, line: Uint8Array): void {
  for (let i = 0, from = start; i < line.length; i += 3, from += step) {
    line[i] = bytes[from + 2];
    line[i + 1] = bytes[from + 1];
    line[i + 2] = bytes[from];
  }
}

function copyPalette(
  bytes: Uint8Array,
  start: number,
  bits: number,
  palette: Uint8Array,
  line: Uint8Array,
): void {
  const mask = 2 ** bits - 1;
  for (let x = 0; 3 * x < line.length; x++) {
    const bit = x * bits;
    const index = (bytes[start + (bit >> 3)] >> (8 - bits - (bit & 7))) & mask;
    if (3 * index >= palette.length) {
      throw refusal(`colours 0 to ${palette.length / 3 - 1}`, `colour ${index}`);
    }
    line.set(palette.subarray(3 * index, 3 * index + 3), 3 * x);
  }
}

function refusal(wanted: string, found: string): SyntaxError {
  return new SyntaxError(`Cannot decode the BMP: expected ${wanted}, found ${found}`);
}
