import { type Kernels, tf, type Trace } from "@dragsaw/core/tensor";
import type { Tensor, Tensor4D } from "@dragsaw/core/tensor";
import type { Attribute } from "../binding/attribute.ts";
import type { NodeBackend } from "../node_backend.ts";
import { bool, float, int, string, type } from "./attributes.ts";

type BatchNormKernels = Pick<Kernels, "batchNorm" | "batchNormGradient" | "normalize">;

/** y = gamma (x - mean) / sqrt(var + epsilon) + beta over B,H,W: TensorFlow's FusedBatchNormV3 and its gradient. */
export function batchNormKernels(backend: NodeBackend): BatchNormKernels {
  return {
    batchNorm: forward(backend, "FusedBatchNormV3", []),
    normalize: (x, { mean, variance, gamma, beta }, epsilon) =>
      tf.tidy(() => {
        const inputs = [x, gamma, beta, mean, variance];
        return backend.executeMultipleOutputs(
          "FusedBatchNormV3",
          shared(epsilon, false),
          inputs,
          6,
        )[0] as Tensor4D;
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

/**
 * The same with ReLU in one op: one of those that TensorFlow's own graph optimizers put in, for graphs alone and on a CPU with
 * oneDNN.
 */
export function batchNormReluKernel(backend: NodeBackend): Kernels["batchNormRelu"] {
  return forward(backend, "_FusedBatchNormEx", [
    int("num_side_inputs", 0),
    string("activation_mode", "Relu"),
  ]);
}

/** Whether a traced function gets from TensorFlow what {@linkcode batchNormReluKernel} promises. */
export async function hasBatchNormRelu(trace: Trace, kernel: Kernels["batchNormRelu"]): Promise<boolean> {
  const x = tf.tidy(() => tf.tile(tf.tensor([-1, 3], [1, 1, 2, 1]), [1, 1, 1, 16])) as Tensor4D;
  const run = trace(({ x }: { x: Tensor4D }) => {
    const { y, mean } = kernel(x, tf.ones([16]), tf.zeros([16]), 1e-5);
    return { y, mean };
  });
  try {
    const { y, mean } = await run({ x });
    const [found, means] = [y.dataSync(), mean.dataSync()];
    tf.dispose([y, mean]);
    return found.length === 32 && means.length === 16 &&
      found.every((value, i) => Math.abs(value - (i < 16 ? 0 : 1)) < 1e-3) && means.every((value) =>
        value === 1
      );
  } catch {
    return false; // The answer that was asked for: then ReLU is an op of its own.
  } finally {
    x.dispose();
  }
}

function forward(backend: NodeBackend, name: string, more: Attribute[]): Kernels["batchNorm"] {
  return (x, gamma, beta, epsilon) =>
    tf.tidy(() => {
      // Running averages go in only for inference; a factor of 1 makes the outputs the batch's own statistics.
      const none = tf.tensor1d([]);
      const attributes = [...shared(epsilon), float("exponential_avg_factor", 1), ...more];
      const inputs = [x, gamma, beta, none, none];
      const [y, mean, variance, ...reserved] = backend.executeMultipleOutputs(name, attributes, inputs, 6);
      return { y: y as Tensor4D, mean, variance, reserved };
    });
}

function shared(epsilon: number, training = true): Attribute[] {
  return [
    type("T", "float32"),
    type("U", "float32"),
    float("epsilon", epsilon),
    string("data_format", "NHWC"),
    bool("is_training", training),
  ];
}
