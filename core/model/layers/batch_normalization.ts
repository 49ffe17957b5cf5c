import { batchNorm, batchNormRelu, normalize, relu } from "../../tensor/mod.ts";
import { tf } from "../../tensor/tf.ts";
import type { Tensor, Variable } from "../../tensor/tf.ts";
import type { Parameters } from "../parameters.ts";
import { layer } from "./layer.ts";
import type { Layer } from "./layer.ts";

/** Settings of batch normalization; those of PyTorch unless given. */
export interface BatchNormalizationOptions {
  /** Channels in and out. */
  readonly channels: number;
  /** Added to the variance; 1e-5 unless given. */
  readonly epsilon?: number;
  /** Share of the batch in the running averages; .1 unless given. */
  readonly momentum?: number;
  /** ReLU after it, in the same pass where the backend can; false unless given. */
  readonly relu?: boolean;
}

/**
 * y = gamma (x - mean) / sqrt(variance + epsilon) + beta (Ioffe and Szegedy 2015, arXiv 1502.03167). In training the
 * statistics are the batch's, and the running averages move towards them (the variance unbiased, as in PyTorch); in
 * evaluation they are the running averages. Makes `name.gamma`, `name.beta` and the states `name.mean`, `name.variance`.
 *
 * @throws {RangeError} when run in training on one value per channel, which has no variance.
 */
export function batchNormalization(
  parameters: Parameters,
  name: string | number,
  { channels, epsilon = 1e-5, momentum = .1, relu: clips = false }: BatchNormalizationOptions,
): Layer {
  const scope = parameters.scope(name);
  const gamma = scope.weight("gamma", [channels], { kind: "ones" });
  const beta = scope.weight("beta", [channels], { kind: "zeros" });
  const mean = scope.state("mean", [channels], 0);
  const variance = scope.state("variance", [channels], 1);
  return layer(channels, { kernel: 1 }, (x, forward) => {
    if (!forward.training) {
      const y = normalize(x, mean, variance, gamma, beta, epsilon);
      return clips ? relu(y) : y;
    }
    const batch = (clips ? batchNormRelu : batchNorm)(x, gamma, beta, epsilon);
    forward.once(() => {
      move(mean, batch.mean, momentum);
      move(variance, batch.variance, momentum);
    });
    return batch.y;
  });
}

/** average = (1 - momentum) average + momentum value. */
function move(average: Variable, value: Tensor, momentum: number): void {
  average.assign(tf.add(tf.mul(average, 1 - momentum), tf.mul(value, momentum)));
}
