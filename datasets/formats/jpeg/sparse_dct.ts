/** Up to this zigzag place, numbers lie in the upper left 4 x 4 of a block: most blocks of a photograph have no others. */
export const SPARSE = 9;

/** Between the passes: the four columns done, rows not. */
const workspace = new Int32Array(32);

/**
 * `inverseDct` of a block whose numbers are 0 beyond {@linkcode SPARSE}: the same sums without those that are of zeros, and
 * with products of the same number taken together, so that bits are the same.
 */
export function sparseDct(block: Int32Array, plane: Uint8ClampedArray, at: number, stride: number): void {
  for (let column = 0; column < 4; column++) doColumn(block, column);
  for (let row = 0; row < 32; row += 4, at += stride) doRow(row, plane, at);
  for (let i = 0; i < 4; i++) {
    block[i] =
      block[i + 8] =
      block[i + 16] =
      block[i + 24] =
        0;
  }
}

function doColumn(b: Int32Array, i: number): void {
  const w = workspace, s = (b[i] << 13) + 1024, p = b[i + 8], q = b[i + 16], r = b[i + 24];
  const e2 = Math.imul(q, 4433), e3 = Math.imul(q, 10703);
  const a0 = s + e3, a1 = s + e2, a2 = s - e2, a3 = s - e3;
  const o0 = Math.imul(p, 2260) - Math.imul(r, 6436), o1 = Math.imul(p, 6437) - Math.imul(r, 11362);
  const o2 = Math.imul(p, 9633) - Math.imul(r, 2259), o3 = Math.imul(p, 11363) + Math.imul(r, 9633);
  w[i] = (a0 + o3) >> 11;
  w[i + 28] = (a0 - o3) >> 11;
  w[i + 4] = (a1 + o2) >> 11;
  w[i + 24] = (a1 - o2) >> 11;
  w[i + 8] = (a2 + o1) >> 11;
  w[i + 20] = (a2 - o1) >> 11;
  w[i + 12] = (a3 + o0) >> 11;
  w[i + 16] = (a3 - o0) >> 11;
}

function doRow(i: number, plane: Uint8ClampedArray, at: number): void {
  // The mean of bytes is 128, and half of the last bit rounds
  const w = workspace, s = (w[i] << 13) + (128 << 18) + (1 << 17), p = w[i + 1], q = w[i + 2], r = w[i + 3];
  const e2 = Math.imul(q, 4433), e3 = Math.imul(q, 10703);
  const a0 = s + e3, a1 = s + e2, a2 = s - e2, a3 = s - e3;
  const o0 = Math.imul(p, 2260) - Math.imul(r, 6436), o1 = Math.imul(p, 6437) - Math.imul(r, 11362);
  const o2 = Math.imul(p, 9633) - Math.imul(r, 2259), o3 = Math.imul(p, 11363) + Math.imul(r, 9633);
  plane[at] = (a0 + o3) >> 18;
  plane[at + 7] = (a0 - o3) >> 18;
  plane[at + 1] = (a1 + o2) >> 18;
  plane[at + 6] = (a1 - o2) >> 18;
  plane[at + 2] = (a2 + o1) >> 18;
  plane[at + 5] = (a2 - o1) >> 18;
  plane[at + 3] = (a3 + o0) >> 18;
  plane[at + 4] = (a3 - o0) >> 18;
}
