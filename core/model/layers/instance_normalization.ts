import { instanceNorm } from "../../tensor/mod.ts";
import type { Features } from "../model.ts";
import type { Parameters } from "../parameters.ts";
import { newLayer } from "./layer.ts";
import type { Layer } from "./layer.ts";

/** Settings of instance normalization; those of PyTorch unless given. */
export interface InstanceNormalizationOptions {
  /** Channels in and out. */
  readonly channels: number;
  /** Added to the variance; 1e-5 unless given. */
  readonly epsilon?: number;
}

/**
 * y = gamma (x - mean) / sqrt(variance + epsilon) + beta, each channel of each sample by its own statistics, in training and
 * evaluation alike (Ulyanov et al. 2016, arXiv 1607.08022). Makes `name.gamma` and `name.beta`.
 *
 * @throws {RangeError} when run on one value per channel, which has no variance.
 */
export function instanceNormalization<T extends Features, F>(
  parameters: Parameters,
  name: string | number,
  { channels, epsilon = 1e-5 }: InstanceNormalizationOptions,
): Layer<T, F> {
  const scope = parameters.scope(name);
  const gamma = scope.weight("gamma", [channels], { kind: "ones" });
  const beta = scope.weight("beta", [channels], { kind: "zeros" });
  return newLayer(channels, (input: F) => input, (x: T) => instanceNorm(x, gamma, beta, epsilon));
}
