import { batchNorm, batchNormRelu, relu } from "../../tensor/mod.ts";
import type { Parameters } from "../parameters.ts";
import { batchStatistics, type BatchStatisticsOptions } from "./batch_statistics.ts";
import { layer } from "./layer.ts";
import type { Layer } from "./layer.ts";

/** Settings of batch normalization; those of PyTorch unless given. */
export interface BatchNormalizationOptions extends BatchStatisticsOptions {
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
  { relu: clips = false, ...options }: BatchNormalizationOptions,
): Layer {
  const statistics = batchStatistics(parameters, name, options), { gamma, beta, epsilon } = statistics;
  return layer(options.channels, { kernel: 1 }, (x, forward) => {
    if (!forward.training) return clips ? relu(statistics.apply(x)) : statistics.apply(x);
    const batch = (clips ? batchNormRelu : batchNorm)(x, gamma, beta, epsilon);
    statistics.follow(batch, forward);
    return batch.y;
  });
}
