import { type Kernels, tf } from "@dragsaw/core/tensor";
import type { SwitchableBinding } from "../binding/binding.ts";
import type { NodeBackend } from "../node_backend.ts";
import { float, type } from "./attributes.ts";
import { batchNormKernels } from "./batch_norm.ts";
import { conv2dKernels, hasDilatedGradients } from "./conv2d.ts";
import { conv3dKernels } from "./conv3d.ts";
import { instanceNormKernels } from "./instance_norm.ts";
import { optimizerKernels } from "./optimizers.ts";
import { columnSumKernel, newMatMul } from "./pointwise.ts";
import { resizeKernels } from "./resize.ts";

/** TensorFlow's own ops where they beat, or do what is missing from, compositions of tfjs ops. */
export function newKernels(backend: NodeBackend, binding: SwitchableBinding): Partial<Kernels> {
  return {
    ...(hasDilatedGradients(backend) ? conv2dKernels(backend) : {}),
    columnSums: columnSumKernel(newMatMul(backend)),
    ...conv3dKernels(backend),
    ...batchNormKernels(backend),
    ...instanceNormKernels(backend),
    ...optimizerKernels(backend, binding),
    ...resizeKernels(backend),
    reluGradient: (dy, y) => backend.executeSingleOutput("ReluGrad", [type("T", "float32")], [dy, y]),
    relu6Gradient: (dy, y) => backend.executeSingleOutput("Relu6Grad", [type("T", "float32")], [dy, y]),
    leakyReluGradient: (dy, y, slope) =>
      backend.executeSingleOutput("LeakyReluGrad", [type("T", "float32"), float("alpha", slope)], [dy, y]),
    statelessUniform: (shape, key) =>
      tf.tidy(() => {
        const attributes = [type("dtype", "float32"), type("T", "int32"), type("Tseed", "int32")];
        return backend.executeSingleOutput("StatelessRandomUniform", attributes, [
          tf.tensor1d(shape, "int32"),
          key,
        ]);
      }),
  };
}
