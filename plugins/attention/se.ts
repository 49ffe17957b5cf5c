import { activation, convolution, sequence } from "@dragsaw/core/model";
import type { Parameters } from "@dragsaw/core/model";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";
import { atSlots } from "./at_slots.ts";
import type { Attention } from "./at_slots.ts";
import { narrowed, shape } from "./options.ts";

/**
 * y = x sigmoid(W2 ReLU(W1 mean(x))), the mean over the map of each image and channel, no biases (Hu et al. 2018, arXiv
 * 1709.01507, equations 2 to 4).
 */
function squeezeExcitation(parameters: Parameters, channels: number, reduction: number): Attention {
  const hidden = narrowed(channels, reduction);
  const weigh = sequence(
    convolution(parameters, "squeeze", { from: channels, to: hidden, kernel: 1, bias: false }),
    activation(hidden),
    convolution(parameters, "excite", { from: hidden, to: channels, kernel: 1, bias: false }),
  );
  return (x, forward) => {
    const means: Tensor4D = tf.mean(x, [1, 2], true);
    return tf.mul(x, tf.sigmoid(weigh(means, forward)));
  };
}

/** The refiner `se`. */
export const se: Component = define("refiner", "se", {
  summary: "Squeeze-and-Excitation: channels weighed by what is in the whole map",
  source: "Hu et al. 2018, arXiv 1709.01507",
  options: () => shape,
  build: ({ slots, reduction }, context) =>
    atSlots(slots, context, (parameters, channels) => squeezeExcitation(parameters, channels, reduction)),
});
