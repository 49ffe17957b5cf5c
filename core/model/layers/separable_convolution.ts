import type { Parameters } from "../parameters.ts";
import { batchNormalization } from "./batch_normalization.ts";
import type { ConvolutionOptions } from "./convolution.ts";
import { depthwiseConvolution } from "./depthwise_convolution.ts";
import { sequence } from "./layer.ts";
import type { Layer } from "./layer.ts";
import { normalizedPointwise } from "./normalized_pointwise.ts";

/** Shape of a separable convolution; kernel, stride and dilation are those of the depthwise part. */
export type SeparableConvolutionOptions =
  & Pick<
    ConvolutionOptions,
    "from" | "to" | "kernel" | "stride" | "dilation"
  >
  & {
    /** ReLU at the end; false unless given. */
    readonly relu?: boolean;
  };

/**
 * Depthwise convolution, batch normalization, 1x1 convolution, batch normalization: the order of the aligned Xception
 * (Chen et al. 2018, arXiv 1802.02611). Weights under `name.depthwise` and `name.pointwise`.
 */
export function separableConvolution(
  parameters: Parameters,
  name: string | number,
  { from, to, relu = false, ...geometry }: SeparableConvolutionOptions,
): Layer {
  const scope = parameters.scope(name);
  return sequence(
    depthwiseConvolution(scope, "depthwise", { channels: from, ...geometry }),
    normalizedPointwise(scope, { norm: "depthwise", conv: "pointwise" }, { from, to }),
    batchNormalization(scope, "pointwise", { channels: to, relu }),
  );
}
