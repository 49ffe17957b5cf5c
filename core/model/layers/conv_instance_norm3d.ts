import { leakyRelu } from "../../tensor/mod.ts";
import type { Tensor5D } from "../../tensor/tf.ts";
import type { Parameters } from "../parameters.ts";
import { convolution3d } from "./convolution3d.ts";
import type { Convolution3dOptions } from "./convolution3d.ts";
import { instanceNormalization } from "./instance_normalization.ts";
import { newLayer, sequence } from "./layer.ts";
import type { Layer3d, VolumeField } from "./layer3d.ts";

/** A convolution on volumes with what follows it. */
export interface ConvInstanceNorm3dOptions extends Convolution3dOptions {
  /** Factor of negative values; .01 unless given. */
  readonly slope?: number;
}

/**
 * Convolution, instance normalization; both keep their weights under `name`.
 *
 * The bias is there so that weights made elsewhere fit, but is never added: the normalization takes the mean of each channel
 * out again, so that it changes no output and its gradient is 0.
 */
export function convInstanceNorm3d(
  parameters: Parameters,
  name: string | number,
  { bias = true, ...options }: Convolution3dOptions,
): Layer3d {
  const convolve = convolution3d(parameters, name, { ...options, bias: false });
  if (bias) parameters.scope(name).weight("bias", [options.to], { kind: "zeros" });
  return sequence<Tensor5D, VolumeField>(
    convolve,
    instanceNormalization(parameters, name, { channels: options.to }),
  );
}

/** {@linkcode convInstanceNorm3d} and leaky ReLU. */
export function convInstanceNormLeaky3d(
  parameters: Parameters,
  name: string | number,
  { slope = .01, ...options }: ConvInstanceNorm3dOptions,
): Layer3d {
  return sequence<Tensor5D, VolumeField>(
    convInstanceNorm3d(parameters, name, options),
    leaky3d(options.to, slope),
  );
}

/** Leaky ReLU as a layer. @param slope Factor of negative values; .01 unless given. */
export function leaky3d(channels: number, slope = .01): Layer3d {
  return newLayer(channels, (input) => input, (x) => leakyRelu(x, slope));
}
