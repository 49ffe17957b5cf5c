import { addBias, convTranspose2d, resizeBilinear } from "../../tensor/mod.ts";
import type { Parameters } from "../parameters.ts";
import type { ReceptiveField } from "../receptive_field.ts";
import { layer } from "./layer.ts";
import type { Layer } from "./layer.ts";

/** Shape of a transposed convolution. */
export interface UpConvolutionOptions {
  /** Channels in. */
  readonly from: number;
  /** Channels out. */
  readonly to: number;
  /** Outputs for each input along an axis: kernel and stride; 2 unless given. */
  readonly factor?: number;
}

/**
 * Transposed convolution without overlap: each unit becomes a `factor` x `factor` block. Makes `name.weight`
 * `[factor, factor, to, from]` (an output sees `from` inputs, which sets how it starts) and `name.bias` `[to]`.
 */
export function upConvolution(
  parameters: Parameters,
  name: string | number,
  { from, to, factor = 2 }: UpConvolutionOptions,
): Layer {
  const scope = parameters.scope(name);
  const weight = scope.weight("weight", [factor, factor, to, from], { kind: "he", fan: from });
  const bias = scope.weight("bias", [to], { kind: "zeros" });
  return layer(
    to,
    (input) => enlarge(input, factor, 1),
    (x) => addBias(convTranspose2d(x, weight as typeof x, factor), bias),
  );
}

/** Bilinear upsampling by a whole factor, 2 unless given. */
export function upsample(channels: number, factor: number = 2): Layer {
  return layer(
    channels,
    (input) => enlarge(input, factor, 2),
    (x) => resizeBilinear(x, x.shape[1] * factor, x.shape[2] * factor),
  );
}

/**
 * The field after upsampling by `factor` from `taps` units along an axis. Outputs lie at evenly spaced places around the
 * unit that they come from, beside the middle of what they see: the size covers the farthest of them.
 */
export function enlarge({ size, jump, start }: ReceptiveField, factor: number, taps: 1 | 2): ReceptiveField {
  return {
    size: size + (taps - 1 / factor) * jump,
    jump: jump / factor,
    start: start - (1 - 1 / factor) * jump / 2,
  };
}
