import type { ConvGeometry } from "../backend.ts";
import type { Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { dilated } from "./dilated.ts";
import { padded } from "./geometry.ts";
import { rebuilt } from "./rebuilt.ts";

/**
 * y[b,i,j,c] = sum over k,l of x[b, i s + k d - p, j s + l d - p, c] w[k,l,c,0]: one kernel for each channel, without bias.
 *
 * @param x [B,H,W,C].
 * @param w [kh,kw,C,1].
 * @returns [B,H',W',C] with H' = floor((H + 2p - d (kh - 1) - 1) / s) + 1.
 * @throws {RangeError} when the channels differ, the kernel has more than one output, or it does not fit.
 */
export function depthwiseConv2d(x: Tensor4D, w: Tensor4D, geometry: ConvGeometry): Tensor4D {
  if (x.shape[3] !== w.shape[2] || w.shape[3] !== 1) {
    throw new RangeError(
      `Cannot convolve by channel: x has ${x.shape[3]} channels, the kernel [${w.shape}], ` +
        `want [rows,columns,${x.shape[3]},1]`,
    );
  }
  // The padded or rearranged input is as large as the input, and quickly made.
  return rebuilt([x, w], ([x, w]) => tf.tidy(() => convolve(x, w, geometry)));
}

function convolve(x: Tensor4D, w: Tensor4D, geometry: ConvGeometry): Tensor4D {
  const size = [w.shape[0], w.shape[1]] as const;
  // Never TensorFlow's own dilation: its two gradients ignore it on CPU without a word.
  if (geometry.dilation > 1) return dilated(x, size, geometry, (x) => tf.depthwiseConv2d(x, w, 1, "valid"));
  const window = padded(x, size, geometry);
  return tf.depthwiseConv2d(window.x, w, geometry.stride, window.pad);
}
