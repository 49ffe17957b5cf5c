import { convBnRelu, convolution, sequence } from "@dragsaw/core/model";
import type { Layer, Parameters } from "@dragsaw/core/model";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";
import { z } from "zod";
import { atSlots } from "./at_slots.ts";
import type { Attention } from "./at_slots.ts";
import { narrowed, shape } from "./options.ts";

/** Shape of the block. */
interface BottleneckOptions {
  readonly reduction: number;
  readonly dilation: number;
  readonly join: "sum" | "product";
}

/** W2 ReLU(BN(W1 mean(x))): a number for each channel. */
function channelBranch(parameters: Parameters, channels: number, hidden: number): Layer {
  return sequence(
    convBnRelu(parameters, "hidden", { from: channels, to: hidden, kernel: 1 }),
    convolution(parameters, "out", { from: hidden, to: channels, kernel: 1 }),
  );
}

/** 1x1, two dilated 3x3, 1x1: a number for each place. */
function placeBranch(parameters: Parameters, channels: number, hidden: number, dilation: number): Layer {
  return sequence(
    convBnRelu(parameters, "reduce", { from: channels, to: hidden, kernel: 1 }),
    convBnRelu(parameters, "conv1", { from: hidden, to: hidden, dilation }),
    convBnRelu(parameters, "conv2", { from: hidden, to: hidden, dilation }),
    convolution(parameters, "out", { from: hidden, to: 1, kernel: 1 }),
  );
}

/**
 * y = x (1 + sigmoid(M)), M a sum of a number for each channel and one for each place (Park et al. 2018, arXiv 1807.06514),
 * or their product as in the authors' code, which also says where batch normalization is.
 */
function bottleneckAttention(
  parameters: Parameters,
  channels: number,
  { reduction, dilation, join }: BottleneckOptions,
): Attention {
  const hidden = narrowed(channels, reduction);
  const byChannel = channelBranch(parameters.scope("channel"), channels, hidden);
  const byPlace = placeBranch(parameters.scope("place"), channels, hidden, dilation);
  return (x, forward) => {
    const mean: Tensor4D = tf.mean(x, [1, 2], true);
    const channel = byChannel(mean, forward), place = byPlace(x, forward);
    const joined = join === "sum" ? tf.add(channel, place) : tf.mul(channel, place);
    return tf.mul(x, tf.add(tf.sigmoid(joined), 1));
  };
}

/** The refiner `bam`. */
export const bam: Component = define("refiner", "bam", {
  summary: "BAM: features raised by what channels and a dilated view of each place say together",
  source: "Park et al. 2018, arXiv 1807.06514",
  options: () => ({
    ...shape,
    dilation: z.int().min(1).default(4).describe("Spacing of the taps of the two 3x3 convolutions"),
    join: z.enum(["sum", "product"]).default("sum").describe(
      "How the two branches meet: sum as in the paper, product as in its authors' code",
    ),
  }),
  build: ({ slots, ...options }, context) =>
    atSlots(slots, context, (parameters, channels) => bottleneckAttention(parameters, channels, options)),
});
