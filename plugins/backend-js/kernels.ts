import { tf } from "@dragsaw/core/tensor";
import type { Kernels, Tensor } from "@dragsaw/core/tensor";
import { batchNormKernels } from "./batch_norm.ts";
import { conv2dKernels } from "./conv2d.ts";

/** dx = dy where y > 0. */
function reluGradient(dy: Tensor, y: Tensor): Tensor {
  const dys = dy.dataSync(), ys = y.dataSync();
  return tf.tensor(Float32Array.from(dys, (value, i) => ys[i] > 0 ? value : 0), dy.shape);
}

/** Loops over plain arrays where compositions of tfjs ops would make the last resort too slow to train with. */
export const kernels: Partial<Kernels> = { ...conv2dKernels, ...batchNormKernels, reluGradient };
