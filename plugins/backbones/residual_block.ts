import { convBn, separableConvolution, sequence } from "@dragsaw/core/model";
import type { Layer, Parameters } from "@dragsaw/core/model";
import { residual } from "./residual.ts";

/** Shape of a residual block. */
export interface ResidualBlockOptions {
  /** Channels in. */
  readonly from: number;
  /** The separable 3x3 convolutions: channels out, and stride and dilation where they are not 1. */
  readonly convolutions: readonly { to: number; stride?: number; dilation?: number }[];
}

/**
 * y = relu(separables(x) + shortcut(x)), with a ReLU between the separable convolutions. The shortcut is a 1x1 convolution
 * where channels or size change. In the paper a block *starts* with the ReLU; the authors' code does that in place, so
 * that the shortcut sees it too: the same as ending the block before with it, and then slots show what the next layer is given.
 */
export function residualBlock(
  parameters: Parameters,
  name: string,
  { from, convolutions }: ResidualBlockOptions,
): Layer {
  const scope = parameters.scope(name);
  const path: Layer[] = [];
  let to = from;
  for (const [i, options] of convolutions.entries()) {
    const last = i === convolutions.length - 1;
    path.push(separableConvolution(scope, `conv${i + 1}`, { from: to, ...options, relu: !last }));
    to = options.to;
  }
  const stride = convolutions.reduce((product, { stride = 1 }) => product * stride, 1);
  const shortcut = from === to && stride === 1
    ? undefined
    : convBn(scope, "shortcut", { from, to, kernel: 1, stride });
  return residual(sequence(...path as [Layer, ...Layer[]]), shortcut);
}
