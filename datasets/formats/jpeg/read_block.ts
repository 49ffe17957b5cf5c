import { extend, type Huffman, LOOK, READY } from "./huffman.ts";

/** The entropy-coded bits of a picture. */
export interface Bits {
  /** Without stuffed bytes, and with some zeros behind. */
  readonly view: DataView;
  /** Bits there are, zeros behind not counted. */
  readonly length: number;
  /** Bits that were read. */
  at: number;
}

/** How the blocks of a component are coded. */
export interface Coding {
  /** For the mean of a block. */
  readonly dc: Huffman;
  /** For all else. */
  readonly ac: Huffman;
  /** By zigzag place. */
  readonly quantization: Int32Array;
  /** The last block's mean. */
  previous: number;
}

/** Row times 8 plus column by zigzag place; 16 more, as a damaged run may lead behind. */
const NATURAL = Uint8Array.of(
  ...[
    0,
    1,
    8,
    16,
    9,
    2,
    3,
    10,
    17,
    24,
    32,
    25,
    18,
    11,
    4,
    5,
    12,
    19,
    26,
    33,
    40,
    48,
    41,
    34,
    27,
    20,
    13,
    6,
    7,
  ],
  ...[14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39],
  ...[46, 53, 60, 61, 54, 47, 55, 62, 63],
);

/**
 * Reads a block (ITU-T T.81, F.2.2) and multiplies it by its quantization.
 *
 * @param block 64 zeros; row by row afterwards.
 * @returns Zigzag place of the last number that is not 0; -1 where bits are no block.
 */
export function readBlock(bits: Bits, coding: Coding, block: Int32Array): number {
  const { view } = bits, { ac, quantization } = coding, look = ac.look;
  const difference = readMean(bits, coding.dc);
  if (difference === undefined) return -1;
  coding.previous = (coding.previous + difference) | 0;
  block[0] = Math.imul(coding.previous, quantization[0]);
  let at = bits.at, last = 0;
  for (let k = 1; k < 64; k++) {
    const word = view.getInt32(at >> 3) << (at & 7), entry = look[word >>> (32 - LOOK)];
    let value: number, run: number;
    if (entry & READY) {
      at += entry & 31;
      value = entry >> 16;
      run = (entry >> 12) & 15;
    } else {
      const code = entry !== 0 ? entry : longCode(ac, word >>> 16);
      if (code < 0) return -1;
      const size = (code >> 5) & 15;
      run = code >> 12;
      at += code & 31;
      value = size === 0 ? 0 : extend((view.getInt32(at >> 3) << (at & 7)) >>> (32 - size), size);
      at += size;
    }
    k += run;
    if (value !== 0) {
      if (k > 63) return -1;
      block[NATURAL[k]] = Math.imul(value, quantization[k]);
      last = k;
    } else if (run !== 15) break;
  }
  bits.at = at;
  return at > bits.length ? -1 : last;
}

/** By how much the block's mean differs from the last one's; undefined where bits are no code. */
function readMean(bits: Bits, table: Huffman): number | undefined {
  const { view } = bits,
    word = view.getInt32(bits.at >> 3) << (bits.at & 7),
    entry = table.look[word >>> (32 - LOOK)];
  if (entry & READY) {
    bits.at += entry & 31;
    return entry >> 16;
  }
  const code = entry !== 0 ? entry : longCode(table, word >>> 16);
  if (code < 0) return undefined;
  const size = (code >> 5) & 15;
  bits.at += code & 31;
  const value = size === 0 ? 0 : extend((view.getInt32(bits.at >> 3) << (bits.at & 7)) >>> (32 - size), size);
  bits.at += size;
  return value;
}

/** As in `look`, for a code that is longer than what is looked up. @param next 16 bits. @returns -1 where there is none. */
function longCode({ limits, offsets, symbols }: Huffman, next: number): number {
  let length = LOOK + 1;
  while (next >= limits[length]) length++;
  if (length > 16) return -1;
  const symbol = symbols[(next >> (16 - length)) + offsets[length]];
  return (symbol >> 4) << 12 | (symbol & 15) << 5 | length;
}
