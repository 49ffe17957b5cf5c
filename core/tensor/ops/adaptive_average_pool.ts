import type { Tensor, Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { differentiable } from "./differentiable.ts";
import { separable } from "./separable.ts";

/** [bins,size]: row i holds 1 / n over the n values from floor(i size / bins) to ceil((i + 1) size / bins). */
function shares(size: number, bins: number): Tensor {
  const values = new Float32Array(bins * size);
  for (let i = 0; i < bins; i++) {
    const from = Math.floor(i * size / bins), to = Math.ceil((i + 1) * size / bins);
    values.fill(1 / (to - from), i * size + from, i * size + to);
  }
  return tf.tensor2d(values, [bins, size]);
}

/**
 * The means over `rows` x `columns` bins that cover the map, whatever its size: bins overlap where it does not divide
 * evenly, as in PyTorch's `adaptive_avg_pool2d`. Two products of matrices, its gradient too.
 *
 * @param x [B,H,W,C].
 * @returns [B,rows,columns,C].
 * @throws {RangeError} when a number of bins is not a whole number from 1.
 */
export function adaptiveAveragePool(x: Tensor4D, rows: number, columns: number): Tensor4D {
  if (![rows, columns].every((n) => Number.isInteger(n) && n >= 1)) {
    throw new RangeError(
      `Cannot pool [${x.shape}] into ${rows} x ${columns} bins: want whole numbers from 1`,
    );
  }
  const [, height, width] = x.shape;
  const apply = (x: Tensor4D, transposed: boolean) =>
    tf.tidy(() => separable(x, shares(height, rows), shares(width, columns), transposed));
  return differentiable({ x }, () => apply(x, false), (dy) => ({ x: () => apply(dy, true) }));
}
