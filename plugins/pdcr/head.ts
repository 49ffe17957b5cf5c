import type { Features, Parameters } from "@dragsaw/core/model";
import { batchNorm, conv2d, conv3d, relu } from "@dragsaw/core/tensor";
import type { Tensor4D, Tensor5D, Triple } from "@dragsaw/core/tensor";

/** Brings features `[B, ...map, C]` to the common grid, `[B, ...grid, channels]`. */
export interface Head {
  (x: Features): Features;
}

/**
 * Convolution with kernel = stride, batch normalisation, ReLU. It is used in training only, so it keeps no running averages.
 *
 * @param from Channels of the features. @param strides One an axis. @param channels Of the result.
 */
export function createHead(
  parameters: Parameters,
  from: number,
  strides: readonly number[],
  channels: number,
): Head {
  const fan = strides.reduce((a, b) => a * b, from);
  const w = parameters.weight("conv", [...strides, from, channels], { kind: "he", fan });
  const gamma = parameters.weight("gamma", [channels], { kind: "ones" });
  const beta = parameters.weight("beta", [channels], { kind: "zeros" });
  const flat = (x: Tensor4D) => relu(batchNorm(x, gamma, beta, 1e-5).y) as Tensor4D;
  if (strides.length === 2) {
    const [stride] = strides;
    return (x) => flat(conv2d(x as Tensor4D, w as unknown as Tensor4D, { stride, dilation: 1, padding: 0 }));
  }
  const stride = strides as unknown as Triple;
  return (x) => {
    const y = conv3d(x as Tensor5D, w as unknown as Tensor5D, { stride, padding: [0, 0, 0] });
    const [batch, depth, height, width] = y.shape;
    return flat(y.reshape([batch * depth, height, width, channels])).reshape(y.shape);
  };
}
