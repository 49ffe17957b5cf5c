import { after, kernels, tf } from "@dragsaw/core/tensor";
import type { Kernels } from "@dragsaw/core/tensor";
import type { Optimizer, Scalar, Tensor } from "@dragsaw/core";
import { define, OptionError } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { z } from "zod";

/** Layer-wise adaptive rates; see {@linkcode sgd}. */
export interface LarcOptions {
  /** Length of an update over the length of the weight, for a learning rate of 1. */
  readonly trust: number;
  /** True never goes beyond the plain learning rate (LARC), false also scales up (LARS). */
  readonly clip: boolean;
}

/** Settings of {@linkcode sgd}. */
export interface SgdOptions {
  /** Base learning rate. */
  readonly rate: number;
  /** Share of the last update kept, in [0, 1). */
  readonly momentum: number;
  /** Look ahead along the momentum. */
  readonly nesterov: boolean;
  /** Weight times this is added to the gradient. */
  readonly weightDecay: number;
  /** Adapts the rate of each weight. */
  readonly larc?: LarcOptions | undefined;
}

/** |x|, of all entries. */
const norm = (x: Tensor) => tf.sqrt(tf.sum(tf.square(x)));

/**
 * g = q (g + decay w), q = trust |w| / (|g| + decay |w|), over the rate and at most 1 when clipped (You et al. 2017, 1708.03888). As
 * in NVIDIA's apex, a weight or gradient of length 0 leaves g as it is.
 */
function adapted(
  weight: Tensor,
  gradient: Tensor,
  rate: Scalar,
  decay: number,
  { trust, clip }: LarcOptions,
): Tensor {
  const w = norm(weight), g = norm(gradient);
  const whole = tf.div(tf.mul(w, trust), tf.add(tf.add(g, tf.mul(w, decay)), 1e-8));
  const q = clip ? tf.minimum(tf.div(whole, rate), 1) : whole;
  const both = tf.greater(tf.mul(tf.sign(w), tf.sign(g)), 0);
  const scaled = tf.mul(gradient, tf.where(both, q, tf.onesLike(q)));
  return tf.add(scaled, tf.mul(weight, tf.where(both, tf.mul(q, decay), tf.zerosLike(q))));
}

/**
 * Stochastic gradient descent with PyTorch's formulas: g += decay w, V = momentum V + g (so V = g at first), w -= rate V, or
 * rate (g + momentum V) with `nesterov`.
 */
export function sgd({ rate, momentum, nesterov, weightDecay, larc }: SgdOptions): Optimizer {
  const decayed = (weight: Tensor, gradient: Tensor, rate: Scalar): Tensor => {
    if (larc) return adapted(weight, gradient, rate, weightDecay, larc);
    // After the gradient: else all decays would be worked out first, and kept as long as the step takes.
    return weightDecay > 0 ? tf.add(gradient, tf.mul(after([weight], gradient)[0], weightDecay)) : gradient;
  };
  return {
    rate,
    slots: momentum > 0 ? ["velocity"] : [],
    update(weight, gradient, { velocity }, { rate }) {
      tf.tidy(() => {
        const g = decayed(weight, gradient, rate);
        if (momentum === 0) return weight.assign(tf.sub(weight, tf.mul(g, rate)));
        const by = { rate, momentum: tf.scalar(momentum), nesterov };
        (kernels().momentumStep ?? composedStep)({ weight, velocity }, g, by);
      });
    },
  };
}

/** The update from tfjs ops alone. */
const composedStep: Kernels["momentumStep"] = ({ weight, velocity }, g, { rate, momentum, nesterov }) => {
  velocity.assign(tf.add(tf.mul(velocity, momentum), g));
  const direction = nesterov ? tf.add(g, tf.mul(velocity, momentum)) : velocity;
  weight.assign(tf.sub(weight, tf.mul(direction, rate)));
};

/** `sgd`. */
export const sgdComponent: Component = define("optimizer", "sgd", {
  summary: "Stochastic gradient descent with momentum, optionally with layer-wise adaptive rates (LARC).",
  source: "momentum: Sutskever et al. 2013; LARC: You et al. 2017, arXiv 1708.03888",
  options: () => ({
    rate: z.number().positive().default(1e-2).describe("Base learning rate."),
    momentum: z.number().min(0).lt(1).default(0.9).describe("Share of the last update kept."),
    nesterov: z.boolean().default(false).describe("Look ahead along the momentum."),
    weightDecay: z.number().min(0).default(0).describe(
      "Weight times this is added to its gradient, for all weights.",
    ),
    larc: z.strictObject({
      trust: z.number().positive().default(1e-3).describe(
        "Length of an update over that of its weight at rate 1.",
      ),
      clip: z.boolean().default(true).describe(
        "Never go beyond the plain rate; false also scales up (LARS).",
      ),
    }).optional().describe("Adapts the rate of each weight to its length; none when left out."),
  }),
  build(options) {
    if (options.nesterov && options.momentum === 0) {
      throw new OptionError(
        ["nesterov"],
        "Cannot look ahead with momentum 0: set momentum, or nesterov to false",
      );
    }
    return sgd(options);
  },
});
