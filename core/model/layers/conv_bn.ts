import type { Parameters } from "../parameters.ts";
import { batchNormalization } from "./batch_normalization.ts";
import type { BatchNormalizationOptions } from "./batch_normalization.ts";
import { convolution } from "./convolution.ts";
import type { ConvolutionOptions } from "./convolution.ts";
import { sequence } from "./layer.ts";
import type { Layer } from "./layer.ts";

/** A convolution without bias, and the batch normalization behind it. */
export interface ConvBnOptions
  extends Omit<ConvolutionOptions, "bias">, Pick<BatchNormalizationOptions, "epsilon"> {}

/** Convolution without bias, then batch normalization; both keep their weights under `name`. */
export function convBn(
  parameters: Parameters,
  name: string | number,
  { epsilon = 1e-5, ...options }: ConvBnOptions,
): Layer {
  return sequence(
    convolution(parameters, name, { ...options, bias: false }),
    batchNormalization(parameters, name, { channels: options.to, epsilon }),
  );
}

/** Convolution without bias, batch normalization, ReLU. */
export function convBnRelu(
  parameters: Parameters,
  name: string | number,
  { epsilon = 1e-5, ...options }: ConvBnOptions,
): Layer {
  return sequence(
    convolution(parameters, name, { ...options, bias: false }),
    batchNormalization(parameters, name, { channels: options.to, epsilon, relu: true }),
  );
}
