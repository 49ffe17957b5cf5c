import type { ConvGeometry } from "../backend.ts";
import type { Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";

/**
 * out = floor((in + 2 padding - dilation (kernel - 1) - 1) / stride) + 1.
 *
 * @throws {RangeError} when the geometry is not made of whole numbers or leaves no output.
 */
export function outputSize(
  size: number,
  kernel: number,
  { stride, dilation, padding }: ConvGeometry,
): number {
  if (
    ![stride, dilation].every((n) => Number.isInteger(n) && n >= 1) || !Number.isInteger(padding) ||
    padding < 0
  ) {
    throw new RangeError(
      `Cannot slide a window: got stride ${stride}, dilation ${dilation}, padding ${padding}, ` +
        "want whole numbers, the first two at least 1",
    );
  }
  const out = Math.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1;
  if (out < 1) {
    throw new RangeError(
      `Cannot slide a window of ${kernel} with dilation ${dilation} over ${size} values with ${padding} on each side: ` +
        "it does not fit, want a larger input",
    );
  }
  return out;
}

/** Whether TensorFlow's "same" puts as much before the first value as `padding`, and gives as many outputs. */
function isSame(size: number, kernel: number, geometry: ConvGeometry): boolean {
  const out = outputSize(size, kernel, geometry), { stride, dilation, padding } = geometry;
  const total = Math.max(0, (out - 1) * stride + dilation * (kernel - 1) + 1 - size);
  return out === Math.ceil(size / stride) && Math.floor(total / 2) === padding;
}

/**
 * Symmetric padding in words that every backend knows, in forward and gradient: "valid" without any, "same" where
 * TensorFlow means the same by it, else "valid" of `x` with `value` put round it.
 *
 * @param x [B,H,W,C].
 * @param kernel Rows and columns of the window.
 * @throws {RangeError} as {@linkcode outputSize}.
 */
export function padded(
  x: Tensor4D,
  [rows, columns]: readonly [number, number],
  geometry: ConvGeometry,
  value = 0,
): { x: Tensor4D; pad: "valid" | "same" } {
  const { padding: p } = geometry, [, h, w] = x.shape;
  outputSize(h, rows, geometry);
  outputSize(w, columns, geometry);
  if (p === 0) return { x, pad: "valid" };
  if (isSame(h, rows, geometry) && isSame(w, columns, geometry)) return { x, pad: "same" };
  return { x: tf.pad(x, [[0, 0], [p, p], [p, p], [0, 0]], value), pad: "valid" };
}
