import { convBn, convBnRelu, sequence } from "@dragsaw/core/model";
import type { Layer, Parameters } from "@dragsaw/core/model";
import { residual } from "./residual.ts";

/** Shape of a bottleneck block. */
export interface BottleneckOptions {
  /** Channels in. */
  readonly from: number;
  /** Channels of the 3x3 convolution. */
  readonly inner: number;
  /** Channels out. */
  readonly to: number;
  /** Stride of the 3x3 convolution and of the shortcut; 1 unless given. */
  readonly stride?: number;
  /** Dilation of the 3x3 convolution; 1 unless given. */
  readonly dilation?: number;
}

/**
 * y = relu(conv3(conv2(conv1(x))) + shortcut(x)): 1x1, 3x3 and 1x1 (He et al. 2016, arXiv 1512.03385), the stride in the 3x3
 * as torchvision has it ("v1.5"). The shortcut is the 1x1 convolution `downsample` where channels or size change.
 */
export function bottleneck(
  parameters: Parameters,
  name: string,
  { from, inner, to, stride = 1, dilation = 1 }: BottleneckOptions,
): Layer {
  const scope = parameters.scope(name);
  const path = sequence(
    convBnRelu(scope, "conv1", { from, to: inner, kernel: 1 }),
    convBnRelu(scope, "conv2", { from: inner, to: inner, stride, dilation }),
    convBn(scope, "conv3", { from: inner, to, kernel: 1 }),
  );
  const same = from === to && stride === 1;
  return residual(path, same ? undefined : convBn(scope, "downsample", { from, to, kernel: 1, stride }));
}
