import type { Tensor5D } from "../tf.ts";
import { tf } from "../tf.ts";

/**
 * y[b, i s0 + l, j s1 + m, k s2 + n, o] = sum over c of x[b,i,j,k,c] w[l,m,n,o,c]: each value paints a block of its own, as
 * large as the kernel (s0, s1, s2), without bias.
 *
 * @param x [B,D,H,W,Ci].
 * @param w [s0,s1,s2,Co,Ci].
 * @returns [B, D s0, H s1, W s2, Co].
 * @throws {RangeError} when the channels differ.
 */
export function convTranspose3d(x: Tensor5D, w: Tensor5D): Tensor5D {
  const [b, d, h, width, channels] = x.shape, [slices, rows, columns, out, wanted] = w.shape;
  if (wanted !== channels) {
    throw new RangeError(
      `Cannot convolve transposed: got a kernel [${w.shape}], want [slices,rows,columns,outputs,${channels}]`,
    );
  }
  // No two blocks meet, so that one matrix product makes them all, and one transposition puts their lines in place.
  return tf.tidy(() => {
    const values = x.reshape([b * d * h * width, channels]);
    const blocks = tf.matMul(values, w.reshape([-1, channels]), false, true);
    const lines = blocks.reshape([b * d, h, width, slices, rows, columns * out]);
    return tf.transpose(lines, [0, 3, 1, 4, 2, 5]).reshape([
      b,
      d * slices,
      h * rows,
      width * columns,
      out,
    ]);
  });
}
