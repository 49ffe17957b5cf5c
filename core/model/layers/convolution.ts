import { addBias, conv2d } from "../../tensor/mod.ts";
import type { Init, Parameters } from "../parameters.ts";
import { evenPadding } from "./padding.ts";
import { layer } from "./layer.ts";
import type { Layer } from "./layer.ts";

/** Shape of a convolution. */
export interface ConvolutionOptions {
  /** Channels in. */
  readonly from: number;
  /** Channels out. */
  readonly to: number;
  /** Rows and columns of the kernel; 3 unless given. */
  readonly kernel?: number;
  /** Units between outputs; 1 unless given. */
  readonly stride?: number;
  /** Spacing of the taps; 1 unless given. */
  readonly dilation?: number;
  /** Zeros on each side; unless given, dilation (kernel - 1) / 2, which keeps the size at stride 1. */
  readonly padding?: number;
  /** Adds a bias; true unless given. */
  readonly bias?: boolean;
  /** How the kernel starts; He et al. 2015 over the inputs of a unit unless given. */
  readonly init?: Init;
}

/**
 * y = conv(x, weight) + bias, zero padding on both sides as in PyTorch. Makes `name.weight` `[k, k, from, to]` and
 * `name.bias` `[to]`, which starts at 0.
 *
 * @throws {RangeError} when the kernel is even and no padding is given.
 */
export function convolution(
  parameters: Parameters,
  name: string | number,
  options: ConvolutionOptions,
): Layer {
  const { from, to, kernel = 3, stride = 1, dilation = 1, bias = true } = options;
  const padding = options.padding ?? evenPadding(kernel, dilation);
  const scope = parameters.scope(name);
  const init = options.init ?? { kind: "he", fan: kernel * kernel * from };
  const weight = scope.weight("weight", [kernel, kernel, from, to], init);
  const offset = bias ? scope.weight("bias", [to], { kind: "zeros" }) : undefined;
  return layer(to, { kernel, stride, dilation, padding }, (x) => {
    const y = conv2d(x, weight as typeof x, { stride, dilation, padding });
    return offset ? addBias(y, offset) : y;
  });
}
