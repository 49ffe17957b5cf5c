import { type Huffman, huffman } from "./huffman.ts";

/** A component of a picture as its header has it. */
export interface Component {
  /** Its name in the file. */
  readonly id: number;
  /** Blocks of 8 x 8 in a unit, along x. */
  readonly across: number;
  /** Along y. */
  readonly down: number;
  /** Number of its quantization. */
  readonly quantization: number;
}

/** What comes before the pixels of a plain JPEG. */
export interface Header {
  readonly width: number;
  readonly height: number;
  readonly components: readonly Component[];
  /** By number, in zigzag order. */
  readonly quantizations: readonly (Int32Array | undefined)[];
  /** By number: 0 to 3 for means, 16 to 19 for all else. */
  readonly tables: readonly (Huffman | undefined)[];
  /** Numbers of the tables of each component: means in the upper four bits. */
  readonly choices: readonly number[];
  /** First byte of the pixels. */
  readonly end: number;
}

const SOF0 = 0xc0, SOF1 = 0xc1, DHT = 0xc4, SOS = 0xda, DQT = 0xdb, COM = 0xfe, APP0 = 0xe0, APP2 = 0xe2;

/** Reads the header of a baseline JPEG without anything unusual; undefined for every other. */
export function readHeader(bytes: Uint8Array): Header | undefined {
  const quantizations: Int32Array[] = [], tables: Huffman[] = [];
  let frame: Pick<Header, "width" | "height" | "components"> | undefined;
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1], end = at + 2 + (bytes[at + 2] << 8 | bytes[at + 3]);
    const body = bytes.subarray(at + 4, end);
    if (end > bytes.length || end < at + 4) return undefined;
    if (marker === SOS) {
      const choices = frame && readScan(body, frame.components);
      return choices && { ...frame!, quantizations, tables, choices, end };
    }
    if (marker === DQT) { if (!readQuantizations(body, quantizations)) return undefined; }
    else if (marker === DHT) { if (!readTables(body, tables)) return undefined; }
    else if (marker === SOF0 || marker === SOF1) {
      if (frame || !(frame = readFrame(body))) return undefined;
    } // Comments, JFIF and colour profiles; others may say how the picture lies or what its colours are.
    else if (marker !== COM && marker !== APP0 && !(marker === APP2 && startsWith(body, "ICC_PROFILE"))) {
      return undefined;
    }
    at = end;
  }
  return undefined;
}

function readFrame(body: Uint8Array): Pick<Header, "width" | "height" | "components"> | undefined {
  const count = body[5];
  if (body[0] !== 8 || (count !== 1 && count !== 3) || body.length !== 6 + 3 * count) return undefined;
  const components = Array.from({ length: count }, (_, i): Component => {
    const [id, sampling, quantization] = body.subarray(6 + 3 * i);
    return { id, across: sampling >> 4, down: sampling & 15, quantization };
  });
  // Numbers as JFIF has them: else they might be RGB.
  if (count === 3 && components.some(({ id }, i) => id !== i + 1)) return undefined;
  return { height: body[1] << 8 | body[2], width: body[3] << 8 | body[4], components };
}

function readScan(body: Uint8Array, components: readonly Component[]): number[] | undefined {
  const count = components.length;
  if (body[0] !== count || body.length !== 4 + 2 * count) return undefined;
  if (components.some(({ id }, i) => body[1 + 2 * i] !== id)) return undefined;
  const [first, last, precision] = body.subarray(1 + 2 * count);
  if (first !== 0 || last !== 63 || precision !== 0) return undefined;
  return components.map((_, i) => body[2 + 2 * i]);
}

function readQuantizations(body: Uint8Array, into: Int32Array[]): boolean {
  for (let at = 0; at < body.length; at += 65) {
    if (body[at] > 3 || at + 65 > body.length) return false;
    into[body[at]] = Int32Array.from(body.subarray(at + 1, at + 65));
  }
  return true;
}

function readTables(body: Uint8Array, into: Huffman[]): boolean {
  for (let at = 0; at < body.length;) {
    const number = body[at], counts = body.slice(at + 1, at + 17);
    const count = counts.reduce((sum, each) => sum + each, 0), end = at + 17 + count;
    if ((number & 0xec) !== 0 || counts.length < 16 || end > body.length) return false;
    const table = huffman(counts, body.slice(at + 17, end));
    if (!table) return false;
    into[number] = table;
    at = end;
  }
  return true;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((letter, i) => bytes[i] === letter.charCodeAt(0));
}
