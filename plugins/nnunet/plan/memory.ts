import type { Precision } from "@dragsaw/core/tensor";
import type { Triple } from "@dragsaw/core/volume";
import { type Level, levelsOf, type UNet3dOptions } from "../options.ts";
import { triple, volumeOf } from "../preprocess/frame.ts";

/** What a network is estimated for. */
export interface MemorySettings {
  /** Channels of a volume. */
  readonly channels: number;
  /** Classes with background. */
  readonly classes: number;
  /** What convolutions are computed in. */
  readonly precision: Precision;
}

/** Memory of a training step, bytes. */
export interface StepMemory {
  /** Whatever the batch: the process with its library, weights, gradients, momentum. */
  readonly fixed: number;
  /** For each patch of the batch. */
  readonly perPatch: number;
}

/** Bytes of a process with TensorFlow before a network is built. */
const LIBRARY = 4.8e8;
/** Weight, gradient, momentum and what the update makes of them: between four and five float32. */
const BYTES_PER_WEIGHT = 18;
/**
 * Bytes at the peak of a step for each value that a convolution gives in the forward pass: the value and the normalized one are
 * kept for the gradient, the rest is gradients and scratch. Fitted to the most memory ever resident in steps of five networks
 * (1.4 to 17 million weights, 14 to 196 million values) on a CPU: none takes more than is estimated, or less by over a tenth.
 */
const BYTES_PER_VALUE: Readonly<Record<Precision, number>> = { float32: 11.5, bfloat16: 6.7 };

/**
 * Estimates the memory of a step of the 3D U-Net: fixed + batch * perPatch, where perPatch goes with the number of values that
 * convolutions, transposed convolutions and heads give for a patch (the measure of nnU-Net's planner).
 */
export function stepMemory(
  network: UNet3dOptions,
  patch: Triple,
  { channels, classes, precision }: MemorySettings,
): StepMemory {
  const levels = levelsOf(network);
  let size = patch, values = channels * volumeOf(patch);
  levels.forEach(({ width, stride, convolutions }, i) => {
    size = triple((k) => size[k] / stride[k]);
    const decoder = i < levels.length - 1 ? (convolutions + 1) * width + classes : 0;
    values += volumeOf(size) * (convolutions * width + decoder);
  });
  return {
    fixed: LIBRARY + BYTES_PER_WEIGHT * weightsOf(levels, channels, classes),
    perPatch: BYTES_PER_VALUE[precision] * values,
  };
}

/** Weights of the 3D U-Net of these levels. */
export function weightsOf(levels: readonly Level[], channels: number, classes: number): number {
  let count = 0, below = channels;
  levels.forEach(({ width, kernel, stride, convolutions }, i) => {
    // Kernel, bias, scale and shift
    const convolution = (from: number) => volumeOf(kernel) * from * width + 3 * width;
    count += convolution(below) + (convolutions - 1) * convolution(width);
    if (i > 0) {
      const above = levels[i - 1], to = above.width;
      const joined = (from: number) => volumeOf(above.kernel) * from * to + 3 * to;
      count += volumeOf(stride) * width * to + to * classes;
      count += joined(2 * to) + (above.convolutions - 1) * joined(to);
    }
    below = width;
  });
  return count;
}
