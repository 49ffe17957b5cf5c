import { convBnRelu, convBnRelu3d, convolution, convolution3d, dropout, sequence } from "@dragsaw/core/model";
import type { Axes, Features, Forward, Layer, Layer3d, Parameters, VolumeField } from "@dragsaw/core/model";
import type { Tensor5D } from "@dragsaw/core/tensor";
import { uncertaintyWeight } from "./uncertainty_weight.ts";
import type { Weighted } from "./uncertainty_weight.ts";

/** Shape of the block at one slot. */
export interface BlockOptions {
  /** Axes in space of the features. */
  readonly axes: Axes;
  /** Channels of the features. */
  readonly channels: number;
  /** Hypotheses whose disagreement is the uncertainty. */
  readonly M: number;
  /** Side of the first convolution's kernel. */
  readonly kernel: number;
  /** Channels between the convolutions. */
  readonly hidden: number;
  /** Share of the hidden units dropped in training. */
  readonly dropoutRate: number;
}

/** Re-weights features `[B, h, w, channels]` or `[B, d, h, w, channels]`. */
export interface Block {
  <T extends Features>(x: T, forward: Forward<T>): Weighted<T>;
}

function ofImages(
  parameters: Parameters,
  { channels: from, M, kernel, hidden: to, dropoutRate }: BlockOptions,
): Layer {
  return sequence(
    convBnRelu(parameters, "conv", { from, to, kernel }),
    dropout(to, dropoutRate),
    convolution(parameters, "head", { from: to, to: M, kernel: 1 }),
  );
}

function ofVolumes(
  parameters: Parameters,
  { channels: from, M, kernel, hidden: to, dropoutRate }: BlockOptions,
): Layer3d {
  return sequence<Tensor5D, VolumeField>(
    convBnRelu3d(parameters, "conv", { from, to, kernel: [kernel, kernel, kernel] }),
    dropout(to, dropoutRate),
    convolution3d(parameters, "head", { from: to, to: M, kernel: [1, 1, 1] }),
  );
}

/**
 * z = conv1(dropout(ReLU(BN(conv k(x))))), then {@linkcode uncertaintyWeight}; kernels have k, or 1, taps on each axis. Nothing
 * supervises z but the loss of the network.
 */
export function createBlock(parameters: Parameters, options: BlockOptions): Block {
  const layers = options.axes === 3 ? ofVolumes(parameters, options) : ofImages(parameters, options);
  const logits = layers as unknown as <T extends Features>(x: T, forward: Forward<T>) => T;
  return (x, forward) => uncertaintyWeight(x, logits(x, forward));
}
