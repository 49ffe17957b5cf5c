/** Bits that are looked up at once: nearly every symbol of a photograph fits, with its value. */
export const LOOK = 10;

/** A Huffman table, made for fast decoding. */
export interface Huffman {
  /**
   * By the next {@linkcode LOOK} bits, where they begin with a code and its value: `value << 16 | run << 12 | READY | bits of both`;
   * where they begin with a code alone: `run << 12 | size << 5 | bits of the code`; where the code is longer: 0.
   */
  readonly look: Int32Array;
  /** By length: the first code that is longer than all of this length, shifted to 16 bits. */
  readonly limits: Int32Array;
  /** By length: what leads from a code to its place in `symbols`. */
  readonly offsets: Int32Array;
  /** In the order of the codes. */
  readonly symbols: Uint8Array;
}

/** Marks an entry of `look` whose value is ready. */
export const READY = 0x800;

/** Encoders mostly use the tables of the standard: they are made once. */
const known = new Map<string, Huffman>();

/**
 * The table of a DHT segment (ITU-T T.81, annex C).
 *
 * @param counts Codes of each length, 16 numbers. @param symbols As many as codes.
 * @returns Undefined where there are more codes than fit.
 */
export function huffman(counts: Uint8Array, symbols: Uint8Array): Huffman | undefined {
  const key = `${counts}/${symbols}`, old = known.get(key);
  if (old) return old;
  const limits = new Int32Array(18), offsets = new Int32Array(18), look = new Int32Array(1 << LOOK);
  for (let length = 1, code = 0, place = 0; length <= 16; length++, code <<= 1) {
    offsets[length] = place - code;
    for (let i = 0; i < counts[length - 1]; i++, code++, place++) {
      if (code >= 1 << length) return undefined;
      if (length <= LOOK) enter(look, code, length, symbols[place]);
    }
    limits[length] = code << (16 - length);
  }
  // No code is longer than this one: the search ends there.
  limits[17] = 1 << 16;
  const table = { look, limits, offsets, symbols };
  if (known.size < 64) known.set(key, table);
  return table;
}

/** All entries that begin with a code. */
function enter(look: Int32Array, code: number, length: number, symbol: number): void {
  const run = symbol >> 4, size = symbol & 15, rest = LOOK - length, first = code << rest;
  for (let tail = 0; tail < 1 << rest; tail++) {
    const fits = size <= rest, value = fits && size > 0 ? extend(tail >> (rest - size), size) : 0;
    look[first + tail] = fits
      ? value << 16 | run << 12 | READY | length + size
      : run << 12 | size << 5 | length;
  }
}

/** The number that `size` bits stand for (T.81, F.2.2.1). */
export function extend(bits: number, size: number): number {
  return bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
}
