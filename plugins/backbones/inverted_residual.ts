import { activation, batchNormalization, convBn, depthwiseConvolution, sequence } from "@dragsaw/core/model";
import type { Layer, Parameters } from "@dragsaw/core/model";
import { relu6 } from "@dragsaw/core/tensor";
import { residual } from "./residual.ts";

/** Shape of an inverted residual block. */
export interface InvertedResidualOptions {
  /** Channels in. */
  readonly from: number;
  /** Channels out. */
  readonly to: number;
  /** Channels of the depthwise convolution for each channel in; 1 leaves the first 1x1 convolution out. */
  readonly expansion: number;
  /** Rows and columns of the depthwise convolution; 3 unless given. */
  readonly kernel?: number;
  /** Its stride; 1 unless given. */
  readonly stride?: number;
  /** Its dilation; 1 unless given. */
  readonly dilation?: number;
  /** Makes it; `depthwiseConvolution` unless given. */
  readonly depthwise?: typeof depthwiseConvolution;
  /** Added to the variances; 1e-5 unless given. */
  readonly epsilon?: number;
}

/**
 * Inverted residual with a linear bottleneck (Sandler et al. 2018, arXiv 1801.04381): `expand` (1x1, ReLU6), `depthwise`
 * (ReLU6), `project` (1x1), and x added where neither channels nor size change. Each with batch normalization.
 */
export function invertedResidual(
  parameters: Parameters,
  name: string,
  options: InvertedResidualOptions,
): Layer {
  const { from, to, expansion, kernel = 3, stride = 1, dilation = 1, epsilon = 1e-5 } = options;
  const { depthwise = depthwiseConvolution } = options;
  const scope = parameters.scope(name), channels = from * expansion;
  const expand = expansion === 1 ? undefined : sequence(
    convBn(scope, "expand", { from, to: channels, kernel: 1, epsilon }),
    activation(channels, relu6),
  );
  const narrow = sequence(
    depthwise(scope, "depthwise", { channels, kernel, stride, dilation }),
    batchNormalization(scope, "depthwise", { channels, epsilon }),
    activation(channels, relu6),
    convBn(scope, "project", { from: channels, to, kernel: 1, epsilon }),
  );
  const path = expand ? sequence(expand, narrow) : narrow;
  return from === to && stride === 1 ? residual(path, undefined, (y) => y) : path;
}
