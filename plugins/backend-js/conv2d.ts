import { outputSize, tf } from "@dragsaw/core/tensor";
import type { ConvGeometry, Kernels, Tensor, Tensor4D } from "@dragsaw/core/tensor";
import { eachRun } from "./runs.ts";
import type { Sizes } from "./runs.ts";

type Shape = [number, number, number, number];

const values = (tensor: Tensor) => tensor.dataSync() as Float32Array;

function sizes(x: Shape, w: Shape, geometry: ConvGeometry): Sizes {
  return { x, w, y: [x[0], outputSize(x[1], w[0], geometry), outputSize(x[2], w[1], geometry), w[3]] };
}

/**
 * to[m] += sum over n < rows of from[n] matrix[n,m], m < columns: four rows at a time, so that what is summed into is read
 * and written less often.
 */
function addProduct(
  to: Float32Array,
  m: number,
  from: Float32Array,
  n: number,
  matrix: Float32Array,
  at: number,
  rows: number,
  columns: number,
): void {
  let row = 0;
  for (; row + 3 < rows; row += 4) {
    const f0 = from[n + row], f1 = from[n + row + 1], f2 = from[n + row + 2], f3 = from[n + row + 3];
    const a0 = at + row * columns, a1 = a0 + columns, a2 = a1 + columns, a3 = a2 + columns;
    for (let c = 0; c < columns; c++) {
      to[m + c] += f0 * matrix[a0 + c] + f1 * matrix[a1 + c] + f2 * matrix[a2 + c] + f3 * matrix[a3 + c];
    }
  }
  for (; row < rows; row++) {
    const f = from[n + row], a = at + row * columns;
    for (let c = 0; c < columns; c++) to[m + c] += f * matrix[a + c];
  }
}

/** y[o] += sum over c of x[c] w[c,o], for each tap. */
function forward(x: Tensor4D, w: Tensor4D, geometry: ConvGeometry): Tensor4D {
  const all = sizes(x.shape, w.shape, geometry), [, , ci, co] = w.shape, X = values(x), W = values(w);
  const Y = new Float32Array(all.y.reduce((a, b) => a * b)), step = geometry.stride * ci;
  eachRun(all, geometry, (x, w, y, count) => {
    for (let j = 0; j < count; j++) addProduct(Y, y + j * co, X, x + j * step, W, w, ci, co);
  });
  return tf.tensor4d(Y, [...all.y]);
}

/** dx[c] += sum over o of dy[o] w[c,o], for each tap. */
function inputGradient(shape: Shape, w: Tensor4D, dy: Tensor4D, geometry: ConvGeometry): Tensor4D {
  const [, , ci, co] = w.shape, DY = values(dy), W = tf.tidy(() => values(tf.transpose(w, [0, 1, 3, 2])));
  const DX = new Float32Array(shape.reduce((a, b) => a * b)), step = geometry.stride * ci;
  eachRun(sizes(shape, w.shape, geometry), geometry, (x, w, y, count) => {
    for (let j = 0; j < count; j++) addProduct(DX, x + j * step, DY, y + j * co, W, w, co, ci);
  });
  return tf.tensor4d(DX, shape);
}

/** dw[c,o] += x[c] dy[o], for each tap: the row of outputs is the sum, four at a time. */
function weightGradient(x: Tensor4D, shape: Shape, dy: Tensor4D, geometry: ConvGeometry): Tensor4D {
  const [, , ci, co] = shape, X = values(x), DY = values(dy), step = geometry.stride * ci;
  const DW = new Float32Array(shape.reduce((a, b) => a * b)),
    row = new Float32Array(x.shape[2] + 2 * geometry.padding);
  eachRun(sizes(x.shape, shape, geometry), geometry, (x, w, y, count) => {
    for (let c = 0; c < ci; c++) {
      for (let j = 0; j < count; j++) row[j] = X[x + j * step + c];
      addProduct(DW, w + c * co, row, 0, DY, y, count, co);
    }
  });
  return tf.tensor4d(DW, shape);
}

/** Convolution as loops. tfjs has a fast forward one, but takes a hundred times as long for the gradients. */
export const conv2dKernels: Pick<Kernels, "conv2d" | "conv2dInputGradient" | "conv2dWeightGradient"> = {
  conv2d: forward,
  conv2dInputGradient: inputGradient,
  conv2dWeightGradient: weightGradient,
};
