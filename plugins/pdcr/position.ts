import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import { normalized } from "./contrast.ts";

/** Length of an encoding beside the unit length of a feature. */
const LENGTH = 0.1;

/**
 * Sine and cosine of each centre coordinate at the frequencies 10000^(-k/F), F = C / (2 axes), as in Transformers; channels that
 * do not divide stay 0. Ablation (c) names the encoding only: layout and length (.1) are ours.
 *
 * @param centres Image coordinates of the units, in pixels. @param channels C, of the features.
 * @returns Row-major `[N, C]`, every row of length .1.
 */
export function encodePositions(centres: readonly (readonly number[])[], channels: number): Float32Array {
  const table = new Float32Array(centres.length * channels);
  centres.forEach((at, unit) => {
    const frequencies = Math.floor(channels / (2 * at.length));
    const height = LENGTH / Math.sqrt(frequencies * at.length);
    at.forEach((coordinate, axis) => {
      for (let k = 0; k < frequencies; k++) {
        const angle = coordinate * 10000 ** (-k / frequencies);
        const place = unit * channels + 2 * (axis * frequencies + k);
        table[place] = height * Math.sin(angle);
        table[place + 1] = height * Math.cos(angle);
      }
    });
  });
  return table;
}

/** The directions of `features` `[B, N, C]` with `encoding` `[N, C]` added. */
export function addPositions(features: Tensor, encoding: Tensor): Tensor {
  return tf.tidy(() => tf.add(normalized(features), encoding));
}
