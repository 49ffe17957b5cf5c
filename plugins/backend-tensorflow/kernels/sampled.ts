import { type ConvGeometry, tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";
import type { Conv2dKernels } from "./conv2d.ts";

/** Whether oneDNN cannot be trusted with a convolution: strided, 1x1, of channels that are no multiple of 16. */
export function isUnsafe(
  [rows, columns, inputs]: readonly number[],
  { stride, padding }: ConvGeometry,
): boolean {
  return rows === 1 && columns === 1 && stride > 1 && padding === 0 && inputs % 16 !== 0;
}

/**
 * A strided 1x1 convolution as a dense one of the units that it looks at. With few channels oneDNN 3 writes past the end of
 * its memory in the gradients of its own; with many it is faster.
 *
 * @param dense Makes the kernels for stride 1.
 */
export function sampledKernels(dense: (geometry: ConvGeometry) => Conv2dKernels): Conv2dKernels {
  const inner = (geometry: ConvGeometry) => ({ ...geometry, stride: 1, dilation: 1 });
  return {
    conv2d: (x, w, geometry) => dense(inner(geometry)).conv2d(sample(x, geometry.stride), w, inner(geometry)),
    conv2dInputGradient(shape, w, dy, geometry) {
      const [b, rows, columns] = dy.shape, small: Tensor4D["shape"] = [b, rows, columns, shape[3]];
      return spread(
        dense(inner(geometry)).conv2dInputGradient(small, w, dy, inner(geometry)),
        shape,
        geometry.stride,
      );
    },
    conv2dWeightGradient: (x, shape, dy, geometry) =>
      dense(inner(geometry)).conv2dWeightGradient(sample(x, geometry.stride), shape, dy, inner(geometry)),
  };
}

/** Every `stride`-th row and column. */
function sample(x: Tensor4D, stride: number): Tensor4D {
  return tf.stridedSlice(x, [0, 0, 0, 0], x.shape, [1, stride, stride, 1]) as Tensor4D;
}

/** `y` at every `stride`-th row and column of zeros of `shape`. */
function spread(y: Tensor4D, [b, height, width, c]: Tensor4D["shape"], stride: number): Tensor4D {
  const [, rows, columns] = y.shape, gap: [number, number] = [0, stride - 1], none: [number, number] = [0, 0];
  // Cells of stride x stride with the value in their corner; the last ones may reach past the end.
  const cells = tf.pad(y.reshape([b, rows, 1, columns, 1, c]), [none, none, gap, none, gap, none]);
  return tf.slice(cells.reshape([b, rows * stride, columns * stride, c]), [0, 0, 0, 0], [
    b,
    height,
    width,
    c,
  ]) as Tensor4D;
}
