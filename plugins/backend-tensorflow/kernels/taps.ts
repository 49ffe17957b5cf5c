import { after, type ConvGeometry, type Kernels, tf } from "@dragsaw/core/tensor";
import type { Tensor, Tensor4D } from "@dragsaw/core/tensor";
import { type MatMul, rows } from "./pointwise.ts";

/** Where one tap of a kernel meets the input: both have `size` rows and columns, from `input` and from `output` on. */
interface Overlap {
  readonly input: readonly [number, number];
  readonly output: readonly [number, number];
  readonly size: readonly [number, number];
}

/** Whether a convolution keeps the size and spreads its taps: then many of them fall outside of a small map. */
export function isSpread(
  [rows, columns]: readonly number[],
  { stride, dilation, padding }: ConvGeometry,
): boolean {
  return dilation > 1 && stride === 1 &&
    [rows, columns].every((taps) => 2 * padding === dilation * (taps - 1));
}

/**
 * A spread convolution and the gradient of its weights as one product of matrices for each tap, over the part of the map
 * where the tap meets it. With dilation 18 on 24 x 24 that is a quarter of the work, and TensorFlow does all of it.
 */
export function spreadKernels(matMul: MatMul): Pick<Kernels, "conv2d" | "conv2dWeightGradient"> {
  return {
    conv2d: (x, w, geometry) => {
      const [b, h, width] = x.shape, outputs = w.shape[3];
      return tf.addN(
        overlaps(x.shape, w.shape, geometry).flatMap((overlap, tap) => {
          if (!overlap) return [];
          const { output: [i, j], size: [m, n] } = overlap;
          const part = matMul(rows(at(x, overlap.input, overlap.size)), kernelAt(w, tap), false, false);
          return tf.pad(part.reshape([b, m, n, outputs]), [[0, 0], [i, h - m - i], [j, width - n - j], [
            0,
            0,
          ]]);
        }),
      ) as Tensor4D;
    },
    conv2dWeightGradient: (x, shape, dy, geometry) => {
      let event: Tensor = dy;
      return tf.concat(
        overlaps(x.shape, shape, geometry).map((overlap) => {
          if (!overlap) return tf.zeros([shape[2], shape[3]]);
          const { input, output, size } = overlap;
          // One by one: the parts of all taps are several times the map, and would be cut before they are wanted.
          const [waiting] = after([x], event) as [Tensor4D];
          return event = matMul(rows(at(waiting, input, size)), rows(at(dy, output, size)), true, false);
        }),
      ).reshape(shape) as Tensor4D;
    },
  };
}

/** One for each tap, row by row; undefined where it never meets the map. */
function overlaps(
  input: readonly number[],
  kernel: readonly number[],
  { dilation, padding }: ConvGeometry,
): (Overlap | undefined)[] {
  return Array.from({ length: kernel[0] * kernel[1] }, (_, tap) => {
    const shift = [Math.floor(tap / kernel[1]), tap % kernel[1]].map((k) => k * dilation - padding);
    const size = shift.map((s, axis) => input[axis + 1] - Math.abs(s)) as [number, number];
    if (Math.min(...size) <= 0) return undefined;
    return {
      input: shift.map((s) => Math.max(0, s)) as [number, number],
      output: shift.map((s) => Math.max(0, -s)) as [number, number],
      size,
    };
  });
}

function at(x: Tensor4D, [i, j]: readonly [number, number], [m, n]: readonly [number, number]): Tensor4D {
  return tf.slice(x, [0, i, j, 0], [x.shape[0], m, n, x.shape[3]]);
}

function kernelAt(w: Tensor4D, tap: number): tf.Tensor {
  const [, columns, inputs, outputs] = w.shape;
  return tf.slice(w, [Math.floor(tap / columns), tap % columns, 0, 0], [1, 1, inputs, outputs]).reshape([
    inputs,
    outputs,
  ]);
}
