import type { Tensor4D, Tensor5D } from "../../tensor/tf.ts";
import type { Forward } from "../model.ts";
import type { Parameters } from "../parameters.ts";
import { batchNormalization } from "./batch_normalization.ts";
import type { BatchNormalizationOptions } from "./batch_normalization.ts";
import { convolution3d } from "./convolution3d.ts";
import type { Convolution3dOptions } from "./convolution3d.ts";
import { newLayer, sequence } from "./layer.ts";
import type { Layer3d, VolumeField } from "./layer3d.ts";

/** {@linkcode batchNormalization} of volumes: statistics over batch, slices, rows and columns. */
export function batchNormalization3d(
  parameters: Parameters,
  name: string | number,
  options: BatchNormalizationOptions,
): Layer3d {
  const normalize = batchNormalization(parameters, name, options);
  return newLayer(options.channels, (input: VolumeField) => input, (x: Tensor5D, forward) => {
    const [batch, depth, ...slice] = x.shape;
    // Batch statistics do not care which axis is which: slices stand in a row, as images.
    const slices = x.reshape([batch * depth, ...slice]) as Tensor4D;
    return normalize(slices, forward as unknown as Forward).reshape(x.shape) as Tensor5D;
  });
}

/**
 * Convolution without bias, batch normalization, ReLU on volumes; the first two keep their weights under `name`. A bias would
 * change nothing but the running means: the normalization takes it out again.
 */
export function convBnRelu3d(
  parameters: Parameters,
  name: string | number,
  options: Omit<Convolution3dOptions, "bias">,
): Layer3d {
  return sequence<Tensor5D, VolumeField>(
    convolution3d(parameters, name, { ...options, bias: false }),
    batchNormalization3d(parameters, name, { channels: options.to, relu: true }),
  );
}
