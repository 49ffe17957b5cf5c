import { separableConvolution } from "@dragsaw/core/model";
import type { Layer, Parameters, SeparableConvolutionOptions } from "@dragsaw/core/model";

/** Separable convolution, then ReLU. */
export function separableRelu(
  parameters: Parameters,
  name: string,
  options: SeparableConvolutionOptions,
): Layer {
  return separableConvolution(parameters, name, { ...options, relu: true });
}
