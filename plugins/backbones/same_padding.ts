import { layer } from "@dragsaw/core/model";
import type {
  ConvolutionOptions,
  DepthwiseConvolutionOptions,
  Layer,
  Parameters,
  Window,
} from "@dragsaw/core/model";
import { depthwiseConv2d, tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";

/**
 * TensorFlow's SAME padding of a strided window: kernel - stride zeros, the odd one at the bottom and right. TensorFlow means
 * this where the stride divides the size; here the first zeros are the same for every size, so that slots lie where they say.
 *
 * @throws {RangeError} when the kernel is less than the stride.
 */
function leading(kernel: number, stride: number): number {
  if (kernel >= stride) return Math.floor((kernel - stride) / 2);
  throw new RangeError(`Cannot pad a kernel of ${kernel} at stride ${stride}: want one of ${stride} or more`);
}

/** `x` and how it is to be padded further, for ceil(size / stride) outputs. */
function padded(x: Tensor4D, kernel: number, stride: number): { x: Tensor4D; pad: "same" | "valid" } {
  const [, h, w] = x.shape, before = leading(kernel, stride);
  if (h % stride === 0 && w % stride === 0) return { x, pad: "same" };
  const around = (size: number): [number, number] => {
    const total = (Math.ceil(size / stride) - 1) * stride + kernel - size;
    return [before, total - before];
  };
  return { x: tf.pad(x, [[0, 0], around(h), around(w), [0, 0]]), pad: "valid" };
}

/** A convolution without bias, padded as TensorFlow does. Makes `name.weight` `[k, k, from, to]`. */
export function sameConvolution(
  parameters: Parameters,
  name: string,
  { from, to, kernel = 3, stride = 1 }: Pick<ConvolutionOptions, "from" | "to" | "kernel" | "stride">,
): Layer {
  const init = { kind: "he", fan: kernel * kernel * from } as const;
  const weight = parameters.scope(name).weight("weight", [kernel, kernel, from, to], init);
  const window: Window = { kernel, stride, padding: leading(kernel, stride) };
  return layer(to, window, (images) => {
    const { x, pad } = padded(images, kernel, stride);
    return tf.conv2d(x, weight as typeof x, stride, pad);
  });
}

/** `depthwiseConvolution`, padded as TensorFlow does. Makes `name.weight` `[k, k, channels, 1]`. */
export function sameDepthwise(
  parameters: Parameters,
  name: string | number,
  { channels, kernel = 3, stride = 1, dilation = 1 }: DepthwiseConvolutionOptions,
): Layer {
  const shape = [kernel, kernel, channels, 1];
  const weight = parameters.scope(name).weight("weight", shape, { kind: "he", fan: kernel * kernel });
  const padding = stride === 1 ? dilation * (kernel - 1) / 2 : leading(kernel, stride);
  return layer(channels, { kernel, stride, dilation, padding }, (features) => {
    const w = weight as typeof features;
    if (stride === 1) return depthwiseConv2d(features, w, { stride, dilation, padding });
    const { x, pad } = padded(features, kernel, stride);
    return tf.depthwiseConv2d(x, w, stride, pad);
  });
}
