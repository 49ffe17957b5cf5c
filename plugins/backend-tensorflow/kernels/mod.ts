import { type Kernels, tf } from "@dragsaw/core/tensor";
import type { NodeBackend } from "../node_backend.ts";
import { type } from "./attributes.ts";
import { batchNormKernels } from "./batch_norm.ts";
import { conv2dKernels, hasDilatedGradients } from "./conv2d.ts";
import { resizeKernels } from "./resize.ts";

/** TensorFlow's own ops where they beat, or do what is missing from, compositions of tfjs ops. */
export function newKernels(backend: NodeBackend): Partial<Kernels> {
  const conv2d = conv2dKernels(backend);
  return {
    ...(hasDilatedGradients(conv2d) ? conv2d : {}),
    ...batchNormKernels(backend),
    ...resizeKernels(backend),
    reluGradient: (dy, y) => backend.executeSingleOutput("ReluGrad", [type("T", "float32")], [dy, y]),
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
