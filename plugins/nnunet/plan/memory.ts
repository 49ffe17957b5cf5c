import type { Precision } from "@dragsaw/core/tensor";
import type { Triple } from "@dragsaw/core/volume";
import { type Level, levelsOf, type ResEncUNet3dOptions } from "../options.ts";
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
 * (1.4 to 17 million weights, 14 to 196 million values) on a CPU: none takes more than is estimated, or less by over a tenth (of
 * residual networks, five of 6 to 63 million weights, by over a fifth).
 */
const BYTES_PER_VALUE: Readonly<Record<Precision, number>> = { float32: 11.5, bfloat16: 6.7 };
/** A sum of two paths, in values that a convolution gives. */
const SUM = .5;

/**
 * Estimates the memory of a step of a 3D U-Net: fixed + batch * perPatch, where perPatch goes with the number of values that
 * convolutions, transposed convolutions and heads give for a patch (the measure of nnU-Net's planner).
 *
 * @param network With `blocks` where its encoder is of residual blocks.
 */
export function stepMemory(
  network: ResEncUNet3dOptions,
  patch: Triple,
  { channels, classes, precision }: MemorySettings,
): StepMemory {
  const levels = levelsOf(network), { blocks } = network;
  let size = patch, values = channels * volumeOf(patch);
  levels.forEach(({ width, stride, convolutions }, i) => {
    size = triple((k) => size[k] / stride[k]);
    const decoder = i < levels.length - 1 ? (convolutions + 1) * width + classes : 0;
    const encoder = blocks ? residualValues(levels, blocks, i) : convolutions * width;
    values += volumeOf(size) * (encoder + decoder);
  });
  return {
    fixed: LIBRARY + BYTES_PER_WEIGHT * weightsOf(levels, channels, classes, blocks),
    perPatch: BYTES_PER_VALUE[precision] * values,
  };
}

/** Channels of all that level `i` of a residual encoder gives: a stem or a projection, two convolutions and a sum a block. */
function residualValues(levels: readonly Level[], blocks: readonly number[], i: number): number {
  const { width } = levels[i], projected = i === 0 || levels[i - 1].width !== width;
  return (projected ? width : 0) + blocks[i] * (2 * width + width * SUM);
}

/** Weights of the 3D U-Net of these levels. @param blocks Of the encoder, where it is of residual blocks. */
export function weightsOf(
  levels: readonly Level[],
  channels: number,
  classes: number,
  blocks?: readonly number[],
): number {
  let count = 0, below = channels;
  levels.forEach(({ width, kernel, stride, convolutions }, i) => {
    const convolution = (from: number) => normalized(volumeOf(kernel) * from, width);
    count += blocks
      ? residualWeights({ from: below, width, kernel, stem: i === 0 }, blocks[i])
      : convolution(below) + (convolutions - 1) * convolution(width);
    if (i > 0) {
      const above = levels[i - 1], to = above.width;
      const joined = (from: number) => normalized(volumeOf(above.kernel) * from, to);
      count += volumeOf(stride) * width * to + to * classes + (blocks ? to + classes : 0);
      count += joined(2 * to) + (above.convolutions - 1) * joined(to);
    }
    below = width;
  });
  return count;
}

/** Kernel, bias, scale and shift of a convolution. @param inputs Of a unit. */
function normalized(inputs: number, width: number): number {
  return inputs * width + 3 * width;
}

interface ResidualShape {
  readonly from: number;
  readonly width: number;
  readonly kernel: Triple;
  readonly stem: boolean;
}

function residualWeights({ from, width, kernel, stem }: ResidualShape, blocks: number): number {
  const convolution = (from: number) => normalized(volumeOf(kernel) * from, width);
  // A projection has no bias
  const into = stem ? convolution(from) : from === width ? 0 : (from + 2) * width;
  return into + convolution(stem ? width : from) + (2 * blocks - 1) * convolution(width);
}
