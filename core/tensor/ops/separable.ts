import type { Tensor, Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";

/**
 * y[b,:,:,c] = R x[b,:,:,c] S': a linear map of rows, then one of columns, as two matrix products.
 *
 * @param x [B,H,W,C].
 * @param rows R [H',H].
 * @param columns S [W',W].
 * @param transposed True for the adjoint: x [B,H',W',C] to [B,H,W,C].
 */
export function separable(x: Tensor4D, rows: Tensor, columns: Tensor, transposed: boolean): Tensor4D {
  const [b, h, w, c] = x.shape, out = transposed ? 1 : 0;
  const height = rows.shape[out] ?? 1, width = columns.shape[out] ?? 1;
  const along = (x: Tensor, matrix: Tensor) => tf.matMul(matrix.expandDims(0), x, transposed);
  const tall = along(x.reshape([b, h, w * c]), rows);
  return along(tall.reshape([b * height, w, c]), columns).reshape([b, height, width, c]);
}

/** @throws {RangeError} when a size is not a whole number from 1. */
export function checkSize(x: Tensor4D, height: number, width: number): void {
  if (![height, width].every((n) => Number.isInteger(n) && n >= 1)) {
    throw new RangeError(`Cannot resize [${x.shape}] to ${height} x ${width}: want whole numbers from 1`);
  }
}
