import { type ConvGeometry, type Kernels, tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";
import type { Attribute } from "../binding/attribute.ts";
import type { NodeBackend } from "../node_backend.ts";
import { bool, ints, string, type } from "./attributes.ts";
import { choosePadding } from "./padding.ts";
import { isPointwise, newMatMul, pointwiseKernels } from "./pointwise.ts";
import { isUnsafe, sampledKernels } from "./sampled.ts";
import { isSpread, spreadKernels } from "./taps.ts";

/** A convolution with both gradients. */
export type Conv2dKernels = Pick<Kernels, "conv2d" | "conv2dInputGradient" | "conv2dWeightGradient">;

/** The fastest that TensorFlow can do for each kind of convolution. */
export function conv2dKernels(backend: NodeBackend): Conv2dKernels {
  const matMul = newMatMul(backend);
  const general = generalKernels(backend),
    pointwise = pointwiseKernels(matMul),
    spread = spreadKernels(matMul);
  const choose = (kernel: readonly number[], geometry: ConvGeometry): Conv2dKernels =>
    isPointwise(kernel, geometry)
      ? { ...general, ...pointwise }
      : isUnsafe(kernel, geometry)
      ? sampledKernels((dense) => choose(kernel, dense))
      : isSpread(kernel, geometry)
      ? { ...general, ...spread }
      : general;
  return {
    conv2d: (x, w, geometry) => tf.tidy(() => choose(w.shape, geometry).conv2d(x, w, geometry)),
    conv2dInputGradient: (shape, w, dy, geometry) =>
      tf.tidy(() => choose(w.shape, geometry).conv2dInputGradient(shape, w, dy, geometry)),
    conv2dWeightGradient: (x, shape, dy, geometry) =>
      tf.tidy(() => choose(shape, geometry).conv2dWeightGradient(x, shape, dy, geometry)),
  };
}

/** y[i] = sum_k x[stride i + dilation k - padding] w[k], and its two gradients, as TensorFlow's own ops. */
function generalKernels(backend: NodeBackend): Conv2dKernels {
  const run = (name: string, inputs: tf.TensorInfo[], geometry: ConvGeometry, padding: "VALID" | "SAME") =>
    backend.executeSingleOutput(name, convAttributes(geometry, padding), inputs) as Tensor4D;
  const sizes = (shape: readonly number[]) => tf.tensor1d([...shape], "int32");
  return {
    conv2d: (x, w, geometry) =>
      tf.tidy(() => {
        const padding = choosePadding(x.shape, w.shape, geometry);
        if (padding !== "around") return run("Conv2D", [x, w], geometry, padding);
        return run("Conv2D", [zerosAround(x, geometry.padding), w], geometry, "VALID");
      }),
    conv2dInputGradient: (shape, w, dy, geometry) =>
      tf.tidy(() => {
        const padding = choosePadding(shape, w.shape, geometry);
        if (padding !== "around") return run("Conv2DBackpropInput", [sizes(shape), w, dy], geometry, padding);
        const [b, height, width, c] = shape, p = geometry.padding;
        const around = [b, height + 2 * p, width + 2 * p, c];
        return run("Conv2DBackpropInput", [sizes(around), w, dy], geometry, "VALID").slice(
          [0, p, p, 0],
          shape,
        );
      }),
    conv2dWeightGradient: (x, shape, dy, geometry) =>
      tf.tidy(() => {
        const padding = choosePadding(x.shape, shape, geometry);
        if (padding !== "around") {
          return run("Conv2DBackpropFilter", [x, sizes(shape), dy], geometry, padding);
        }
        return run(
          "Conv2DBackpropFilter",
          [zerosAround(x, geometry.padding), sizes(shape), dy],
          geometry,
          "VALID",
        );
      }),
  };
}

/**
 * Whether TensorFlow has gradients of dilated convolutions here: on a CPU they come with oneDNN, which it uses only on
 * some processors.
 */
export function hasDilatedGradients(backend: NodeBackend): boolean {
  const kernels = generalKernels(backend), geometry = { stride: 1, dilation: 2, padding: 2 };
  return tf.tidy(() => {
    const x = tf.ones([1, 5, 5, 1]) as Tensor4D, w = tf.ones([3, 3, 1, 1]) as Tensor4D;
    try {
      kernels.conv2dInputGradient(x.shape, w, x, geometry);
      kernels.conv2dWeightGradient(x, w.shape, x, geometry);
      return true;
    } catch {
      return false; // The answer that was asked for: core then composes convolutions from what works.
    }
  });
}

function zerosAround(x: Tensor4D, p: number): Tensor4D {
  return tf.pad(x, [[0, 0], [p, p], [p, p], [0, 0]]);
}

function convAttributes({ stride, dilation }: ConvGeometry, padding: "VALID" | "SAME"): Attribute[] {
  return [
    type("T", "float32"),
    ints("strides", [1, stride, stride, 1]),
    bool("use_cudnn_on_gpu", true),
    string("padding", padding),
    string("data_format", "NHWC"),
    ints("dilations", [1, dilation, dilation, 1]),
  ];
}
