import { type Kernels, tf } from "@dragsaw/core/tensor";
import type { Tensor, Tensor4D } from "@dragsaw/core/tensor";
import type { Attribute } from "../binding/attribute.ts";
import type { NodeBackend } from "../node_backend.ts";
import { bool, float, string, type } from "./attributes.ts";

/** y = gamma (x - mean) / sqrt(var + epsilon) + beta over B,H,W: TensorFlow's FusedBatchNormV3 and its gradient. */
export function batchNormKernels(backend: NodeBackend): Pick<Kernels, "batchNorm" | "batchNormGradient"> {
  return {
    batchNorm: (x, gamma, beta, epsilon) =>
      tf.tidy(() => {
        // Running averages go in only for inference; a factor of 1 makes the outputs the batch's own statistics.
        const none = tf.tensor1d([]);
        const attributes = [...shared(epsilon), float("exponential_avg_factor", 1)];
        const inputs = [x, gamma, beta, none, none];
        const [y, mean, variance, ...reserved] = backend.executeMultipleOutputs(
          "FusedBatchNormV3",
          attributes,
          inputs,
          6,
        );
        return { y: y as Tensor4D, mean, variance, reserved };
      }),
    batchNormGradient: (dy, x, gamma, reserved, epsilon) =>
      tf.tidy((): [Tensor4D, Tensor, Tensor] => {
        const inputs = [dy, x, gamma, ...reserved];
        const [dx, dGamma, dBeta] = backend.executeMultipleOutputs(
          "FusedBatchNormGradV3",
          shared(epsilon),
          inputs,
          5,
        );
        return [dx as Tensor4D, dGamma, dBeta];
      }),
  };
}

function shared(epsilon: number): Attribute[] {
  return [
    type("T", "float32"),
    type("U", "float32"),
    float("epsilon", epsilon),
    string("data_format", "NHWC"),
    bool("is_training", true),
  ];
}
