import { activation, convBn, convolution, sequence } from "@dragsaw/core/model";
import type { Parameters } from "@dragsaw/core/model";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";
import { z } from "zod";
import { atSlots } from "./at_slots.ts";
import type { Attention } from "./at_slots.ts";
import { narrowed, shape } from "./options.ts";

/** y = x sigmoid(MLP(mean(x)) + MLP(max(x))), mean and maximum over the map of each image and channel. */
function byChannel(parameters: Parameters, channels: number, reduction: number): Attention {
  const hidden = narrowed(channels, reduction);
  const mlp = sequence(
    convolution(parameters, "hidden", { from: channels, to: hidden, kernel: 1 }),
    activation(hidden),
    convolution(parameters, "out", { from: hidden, to: channels, kernel: 1 }),
  );
  return (x, forward) => {
    const mean: Tensor4D = tf.mean(x, [1, 2], true), most: Tensor4D = tf.max(x, [1, 2], true);
    return tf.mul(x, tf.sigmoid(tf.add(mlp(mean, forward), mlp(most, forward))));
  };
}

/** y = x sigmoid(BN(conv k x k([mean(x), max(x)]))), mean and maximum over the channels of each unit. */
function byPlace(parameters: Parameters, kernel: number): Attention {
  const weigh = convBn(parameters, "conv", { from: 2, to: 1, kernel });
  return (x, forward) => {
    const seen: Tensor4D = tf.concat([tf.mean(x, 3, true), tf.max(x, 3, true)], 3);
    return tf.mul(x, tf.sigmoid(weigh(seen, forward)));
  };
}

/**
 * Channels are weighed, then places (Woo et al. 2018, arXiv 1807.06521). Batch normalization behind the convolution and the
 * biases of the MLP are as in the authors' code.
 */
function convolutionalBlock(
  parameters: Parameters,
  channels: number,
  { reduction, kernel }: { reduction: number; kernel: number },
): Attention {
  const first = byChannel(parameters.scope("channel"), channels, reduction);
  const second = byPlace(parameters.scope("place"), kernel);
  return (x, forward) => second(first(x, forward), forward);
}

/** The refiner `cbam`. */
export const cbam: Component = define("refiner", "cbam", {
  summary: "CBAM: channels weighed by means and maxima of the map, then places by those of the channels",
  source: "Woo et al. 2018, arXiv 1807.06521",
  options: () => ({
    ...shape,
    kernel: z.union([z.literal(1), z.literal(3), z.literal(5), z.literal(7)]).default(7).describe(
      "Rows and columns of the convolution that weighs places",
    ),
  }),
  build: ({ slots, ...options }, context) =>
    atSlots(slots, context, (parameters, channels) => convolutionalBlock(parameters, channels, options)),
});
