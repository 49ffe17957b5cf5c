import { normalize } from "../../tensor/mod.ts";
import type { BatchNormWeights } from "../../tensor/mod.ts";
import { tf } from "../../tensor/tf.ts";
import type { Tensor, Tensor4D, Variable } from "../../tensor/tf.ts";
import type { Forward } from "../model.ts";
import type { Parameters } from "../parameters.ts";

/** Settings of batch normalization; those of PyTorch unless given. */
export interface BatchStatisticsOptions {
  /** Channels in and out. */
  readonly channels: number;
  /** Added to the variance; 1e-5 unless given. */
  readonly epsilon?: number;
  /** Share of the batch in the running averages; .1 unless given. */
  readonly momentum?: number;
}

/** Weights and running averages of batch normalization. */
export interface BatchStatistics extends BatchNormWeights {
  /** Normalises by the running averages. */
  apply(x: Tensor4D): Tensor4D;
  /** Moves them towards a batch's mean and unbiased variance, once in a step. */
  follow(batch: { readonly mean: Tensor; readonly variance: Tensor }, forward: Forward): void;
}

/** Makes `name.gamma`, `name.beta` and the states `name.mean`, `name.variance`. */
export function batchStatistics(
  parameters: Parameters,
  name: string | number,
  { channels, epsilon = 1e-5, momentum = .1 }: BatchStatisticsOptions,
): BatchStatistics {
  const scope = parameters.scope(name);
  const gamma = scope.weight("gamma", [channels], { kind: "ones" });
  const beta = scope.weight("beta", [channels], { kind: "zeros" });
  const mean = scope.state("mean", [channels], 0);
  const variance = scope.state("variance", [channels], 1);
  return {
    gamma,
    beta,
    epsilon,
    apply: (x) => normalize(x, mean, variance, gamma, beta, epsilon),
    follow: (batch, forward) =>
      forward.once(() => {
        move(mean, batch.mean, momentum);
        move(variance, batch.variance, momentum);
      }),
  };
}

/** average = (1 - momentum) average + momentum value. */
function move(average: Variable, value: Tensor, momentum: number): void {
  average.assign(tf.add(tf.mul(average, 1 - momentum), tf.mul(value, momentum)));
}
