import type { ConvGeometry } from "../backend.ts";
import type { Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { outputSize } from "./geometry.ts";

/**
 * y = batchToSpace(conv(spaceToBatch(x, d)), d): a dilated convolution as a dense one over every d-th row and column.
 *
 * tfjs refuses the gradient of dilated convolutions and TensorFlow's depthwise one ignores the dilation on CPU; each
 * step here has the right one.
 *
 * @param x [B,H,W,C].
 * @param size Rows and columns of the kernel.
 * @param conv Dense convolution, stride 1, "valid".
 */
export function dilated(
  x: Tensor4D,
  size: readonly [number, number],
  geometry: ConvGeometry,
  conv: (x: Tensor4D) => Tensor4D,
): Tensor4D {
  const { dilation: d, padding: p, stride } = geometry;
  const extra = [0, 1].map((axis) => {
    outputSize(x.shape[axis + 1], size[axis], geometry);
    return (d - (x.shape[axis + 1] + 2 * p) % d) % d;
  });
  const phases = tf.spaceToBatchND(x, [d, d], extra.map((e) => [p, p + e])) as Tensor4D;
  const y = tf.batchToSpaceND(conv(phases), [d, d], extra.map((e) => [0, e])) as Tensor4D;
  // A window of 1 takes every stride-th value and, unlike a strided slice, has a gradient.
  return stride === 1 ? y : tf.avgPool(y, 1, stride, "valid");
}
