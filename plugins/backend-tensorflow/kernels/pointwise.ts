import { type ConvGeometry, type Kernels, tf } from "@dragsaw/core/tensor";
import type { Tensor, Tensor4D } from "@dragsaw/core/tensor";
import type { NodeBackend } from "../node_backend.ts";
import { bool, type } from "./attributes.ts";
import type { Conv2dKernels } from "./conv2d.ts";

/** Matrices of fewer columns are slow to multiply. */
const NARROW = 16;

/** Whether each output sees one input only, and there are many. @param kernel [kh,kw,Ci,Co]. */
export function isPointwise(kernel: readonly number[], { stride, padding }: ConvGeometry): boolean {
  const [rows, columns, inputs, outputs] = kernel;
  return rows === 1 && columns === 1 && stride === 1 && padding === 0 && Math.min(inputs, outputs) >= NARROW;
}

/** A product of matrices, each transposed where told. */
export type MatMul = (a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean) => Tensor;

/** TensorFlow's own `MatMul`: tfjs uses the batched one, which is not fused with what follows. */
export function newMatMul(backend: NodeBackend): MatMul {
  return (a, b, transposeA, transposeB) =>
    backend.executeSingleOutput("MatMul", [
      type("T", "float32"),
      bool("transpose_a", transposeA),
      bool("transpose_b", transposeB),
    ], [a, b]);
}

/**
 * The gradient of a 1x1 convolution for its weights as a product of matrices, which is what it is: on a CPU two thirds of the
 * time of TensorFlow's own op. The other two are as fast as they are.
 */
export function pointwiseKernels(matMul: MatMul): Pick<Conv2dKernels, "conv2dWeightGradient"> {
  return {
    conv2dWeightGradient: (x, shape, dy) => matMul(rows(x), rows(dy), true, false).reshape(shape) as Tensor4D,
  };
}

/** Sums of columns as 1 x: TensorFlow's own sum takes several times as long, and in bfloat16 a cast on top. */
export function columnSumKernel(matMul: MatMul): Kernels["columnSums"] {
  return (x) =>
    x.shape[1]! < NARROW
      ? tf.sum(x, 0)
      : tf.tidy(() => matMul(tf.ones([1, x.shape[0]]), x, false, false).reshape([-1]));
}

/** [..., C] as a matrix of C columns. */
export function rows(x: Tensor): Tensor {
  return x.reshape([-1, x.shape[x.rank - 1]]);
}
