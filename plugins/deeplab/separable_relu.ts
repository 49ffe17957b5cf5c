import { activation, separableConvolution, sequence } from "@dragsaw/core/model";
import type { Layer, Parameters, SeparableConvolutionOptions } from "@dragsaw/core/model";

/** Separable convolution, then ReLU. */
export function separableRelu(
  parameters: Parameters,
  name: string,
  options: SeparableConvolutionOptions,
): Layer {
  return sequence(separableConvolution(parameters, name, options), activation(options.to));
}
