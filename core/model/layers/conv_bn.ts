import type { Parameters } from "../parameters.ts";
import { batchNormalization } from "./batch_normalization.ts";
import { convolution } from "./convolution.ts";
import type { ConvolutionOptions } from "./convolution.ts";
import { sequence } from "./layer.ts";
import type { Layer } from "./layer.ts";

/** Convolution without bias, then batch normalization; both keep their weights under `name`. */
export function convBn(
  parameters: Parameters,
  name: string | number,
  options: Omit<ConvolutionOptions, "bias">,
): Layer {
  return sequence(
    convolution(parameters, name, { ...options, bias: false }),
    batchNormalization(parameters, name, { channels: options.to }),
  );
}

/** Convolution without bias, batch normalization, ReLU. */
export function convBnRelu(
  parameters: Parameters,
  name: string | number,
  options: Omit<ConvolutionOptions, "bias">,
): Layer {
  return sequence(
    convolution(parameters, name, { ...options, bias: false }),
    batchNormalization(parameters, name, { channels: options.to, relu: true }),
  );
}
