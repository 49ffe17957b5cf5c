import { SPARSE, sparseDct } from "./sparse_dct.ts";

/** Between the passes: columns done, rows not. */
const workspace = new Int32Array(64);

/**
 * The inverse DCT in integers of Loeffler, Ligtenberg and Moschytz (ICASSP 1989) as JPEG decoders commonly round it (13 bits of
 * constants, 2 bits kept between the passes), so that pixels are theirs to the bit.
 *
 * @param block 64 coefficients, row by row; zeros afterwards. @param last Zigzag place of the last that is not 0.
 * @param plane Written from `at` on, 8 rows `stride` apart.
 */
export function inverseDct(
  block: Int32Array,
  last: number,
  plane: Uint8ClampedArray,
  at: number,
  stride: number,
): void {
  if (last === 0) {
    const value = 128 + ((block[0] + 4) >> 3);
    for (let row = 0; row < 8; row++, at += stride) {
      for (let i = at; i < at + 8; i++) plane[i] = value;
    }
    block[0] = 0;
    return;
  }
  if (last <= SPARSE) return sparseDct(block, plane, at, stride);
  for (let column = 0; column < 8; column++) doColumn(block, column);
  for (let row = 0; row < 64; row += 8, at += stride) doRow(row, plane, at);
  block.fill(0);
}

function doColumn(b: Int32Array, i: number): void {
  const w = workspace, s = b[i] << 13, d = b[i] << 2;
  if ((b[i + 8] | b[i + 16] | b[i + 24] | b[i + 32] | b[i + 40] | b[i + 48] | b[i + 56]) === 0) {
    w[i] =
      w[i + 8] =
      w[i + 16] =
      w[i + 24] =
      w[i + 32] =
      w[i + 40] =
      w[i + 48] =
      w[i + 56] =
        d;
    return;
  }
  const even = Math.imul(b[i + 16] + b[i + 48], 4433), half = b[i + 32] << 13;
  const e2 = even - Math.imul(b[i + 48], 15137), e3 = even + Math.imul(b[i + 16], 6270);
  const a0 = s + half + e3 + 1024,
    a3 = s + half - e3 + 1024,
    a1 = s - half + e2 + 1024,
    a2 = s - half - e2 + 1024;
  const p = b[i + 56], q = b[i + 40], r = b[i + 24], t = b[i + 8];
  const z5 = Math.imul(p + r + q + t, 9633);
  const z1 = Math.imul(p + t, -7373), z2 = Math.imul(q + r, -20995);
  const z3 = Math.imul(p + r, -16069) + z5, z4 = Math.imul(q + t, -3196) + z5;
  const o0 = Math.imul(p, 2446) + z1 + z3, o1 = Math.imul(q, 16819) + z2 + z4;
  const o2 = Math.imul(r, 25172) + z2 + z3, o3 = Math.imul(t, 12299) + z1 + z4;
  w[i] = (a0 + o3) >> 11;
  w[i + 56] = (a0 - o3) >> 11;
  w[i + 8] = (a1 + o2) >> 11;
  w[i + 48] = (a1 - o2) >> 11;
  w[i + 16] = (a2 + o1) >> 11;
  w[i + 40] = (a2 - o1) >> 11;
  w[i + 24] = (a3 + o0) >> 11;
  w[i + 32] = (a3 - o0) >> 11;
}

function doRow(i: number, plane: Uint8ClampedArray, at: number): void {
  const w = workspace;
  // The mean of bytes is 128, and half of the last bit rounds
  const s = (w[i] << 13) + (128 << 18) + (1 << 17), half = w[i + 4] << 13;
  const even = Math.imul(w[i + 2] + w[i + 6], 4433);
  const e2 = even - Math.imul(w[i + 6], 15137), e3 = even + Math.imul(w[i + 2], 6270);
  const a0 = s + half + e3, a3 = s + half - e3, a1 = s - half + e2, a2 = s - half - e2;
  const p = w[i + 7], q = w[i + 5], r = w[i + 3], t = w[i + 1];
  const z5 = Math.imul(p + r + q + t, 9633);
  const z1 = Math.imul(p + t, -7373), z2 = Math.imul(q + r, -20995);
  const z3 = Math.imul(p + r, -16069) + z5, z4 = Math.imul(q + t, -3196) + z5;
  const o0 = Math.imul(p, 2446) + z1 + z3, o1 = Math.imul(q, 16819) + z2 + z4;
  const o2 = Math.imul(r, 25172) + z2 + z3, o3 = Math.imul(t, 12299) + z1 + z4;
  plane[at] = (a0 + o3) >> 18;
  plane[at + 7] = (a0 - o3) >> 18;
  plane[at + 1] = (a1 + o2) >> 18;
  plane[at + 6] = (a1 - o2) >> 18;
  plane[at + 2] = (a2 + o1) >> 18;
  plane[at + 5] = (a2 - o1) >> 18;
  plane[at + 3] = (a3 + o0) >> 18;
  plane[at + 4] = (a3 - o0) >> 18;
}
