import { convBnRelu, convolution, dropout, sequence } from "@dragsaw/core/model";
import type { Forward, Parameters } from "@dragsaw/core/model";
import type { Tensor4D } from "@dragsaw/core/tensor";
import { uncertaintyWeight } from "./uncertainty_weight.ts";
import type { Weighted } from "./uncertainty_weight.ts";

/** Shape of the block at one slot. */
export interface BlockOptions {
  /** Channels of the features. */
  readonly channels: number;
  /** Hypotheses whose disagreement is the uncertainty. */
  readonly M: number;
  /** Rows and columns of the first convolution. */
  readonly kernel: number;
  /** Channels between the convolutions. */
  readonly hidden: number;
  /** Share of the hidden units dropped in training. */
  readonly dropoutRate: number;
}

/** Re-weights features `[B, h, w, channels]`. */
export interface Block {
  (x: Tensor4D, forward: Forward): Weighted<Tensor4D>;
}

/** z = conv1x1(dropout(ReLU(BN(conv kxk(x))))), then {@linkcode uncertaintyWeight}. Nothing supervises z but the loss of the network. */
export function createBlock(parameters: Parameters, options: BlockOptions): Block {
  const { channels, M, kernel, hidden, dropoutRate } = options;
  const logits = sequence(
    convBnRelu(parameters, "conv", { from: channels, to: hidden, kernel }),
    dropout(hidden, dropoutRate),
    convolution(parameters, "head", { from: hidden, to: M, kernel: 1 }),
  );
  return (x, forward) => uncertaintyWeight(x, logits(x, forward));
}
