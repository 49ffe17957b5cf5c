import { depthwiseConv2d } from "../../tensor/mod.ts";
import type { Parameters } from "../parameters.ts";
import { evenPadding } from "./padding.ts";
import { layer } from "./layer.ts";
import type { Layer } from "./layer.ts";

/** Shape of a depthwise convolution. */
export interface DepthwiseConvolutionOptions {
  /** Channels in and out. */
  readonly channels: number;
  /** Rows and columns of the kernel; 3 unless given. */
  readonly kernel?: number;
  /** Units between outputs; 1 unless given. */
  readonly stride?: number;
  /** Spacing of the taps; 1 unless given. */
  readonly dilation?: number;
}

/**
 * One kernel for each channel, no bias, padded to keep the size at stride 1. Makes `name.weight` `[k, k, channels, 1]`.
 *
 * @throws {RangeError} when the kernel is even.
 */
export function depthwiseConvolution(
  parameters: Parameters,
  name: string | number,
  { channels, kernel = 3, stride = 1, dilation = 1 }: DepthwiseConvolutionOptions,
): Layer {
  const padding = evenPadding(kernel, dilation);
  const shape = [kernel, kernel, channels, 1];
  const weight = parameters.scope(name).weight("weight", shape, { kind: "he", fan: kernel * kernel });
  const geometry = { stride, dilation, padding };
  return layer(channels, { kernel, ...geometry }, (x) => depthwiseConv2d(x, weight as typeof x, geometry));
}
