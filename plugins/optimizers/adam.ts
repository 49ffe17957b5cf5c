import { after, kernels, tf } from "@dragsaw/core/tensor";
import type { Kernels, Variable } from "@dragsaw/core/tensor";
import type { Optimizer, Scalar, Tensor, UpdateInput } from "@dragsaw/core";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { z } from "zod";
import { oncePerUpdate } from "./once.ts";

/** Settings of {@linkcode adam}. */
export interface AdamOptions {
  /** Base learning rate. */
  readonly rate: number;
  /** Decay of the mean gradient, in [0, 1). */
  readonly beta1: number;
  /** Decay of the mean squared gradient, in [0, 1). */
  readonly beta2: number;
  /** Added to the root of the mean squared gradient. */
  readonly epsilon: number;
  /** L2 factor. */
  readonly weightDecay: number;
  /** Decay shrinks the weight itself (AdamW) and is not added to the gradient (Adam). */
  readonly decoupled: boolean;
}

/** 1 - beta^t; by expm1, for float32 loses half of the digits of 1 - .999. */
const correction = (beta: number, step: Scalar) => tf.neg(tf.expm1(tf.mul(step, Math.log(beta))));

/**
 * Adam (Kingma and Ba 2015, 1412.6980) and AdamW (Loshchilov and Hutter 2019, 1711.05101) with PyTorch's formulas:
 * m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, w -= rate c / (1 - b1^t) m / (sqrt(v) + epsilon c) with c = sqrt(1 - b2^t).
 */
export function adam(options: AdamOptions): Optimizer {
  const { rate, epsilon, weightDecay, decoupled } = options;
  // As float32 has them: 1 - .999 in float32 is one in 80,000 off, and the bias corrections have to know.
  const [beta1, beta2] = [options.beta1, options.beta2].map(Math.fround);
  const scalars = oncePerUpdate(({ rate, step }: UpdateInput) =>
    tf.tidy(() => {
      const c = tf.sqrt(correction(beta2, step));
      return {
        beta1: tf.scalar(beta1),
        beta2: tf.scalar(beta2),
        rate: tf.div(tf.mul(rate, c), correction(beta1, step)) as Scalar,
        epsilon: tf.mul(c, epsilon) as Scalar,
        decay: tf.scalar(weightDecay),
        shrink: tf.sub(1, tf.mul(rate, weightDecay)) as Scalar,
      };
    })
  );
  return {
    rate,
    slots: ["mean", "square"],
    update(weight, gradient, { mean, square }, input) {
      const { decay, shrink, ...rest } = scalars(input);
      tf.tidy(() => {
        const g = weightDecay > 0 && !decoupled
          ? tf.add(gradient, tf.mul(waiting(weight, gradient), decay))
          : gradient;
        if (weightDecay > 0 && decoupled) weight.assign(tf.mul(weight, shrink));
        (kernels().adamStep ?? composedStep)({ weight, mean, square }, g, rest);
      });
    },
  };
}

/** A weight from when its gradient is there: else all decays would be worked out first, and kept as long as the step takes. */
const waiting = (weight: Variable, gradient: Tensor): Tensor => after([weight], gradient)[0];

/** The update from tfjs ops alone. */
const composedStep: Kernels["adamStep"] = ({ weight, mean, square }, g, { rate, beta1, beta2, epsilon }) => {
  const towards = (old: Variable, value: Tensor, beta: Scalar) =>
    old.assign(tf.add(tf.mul(old, beta), tf.mul(value, tf.sub(1, beta))));
  towards(mean, g, beta1);
  towards(square, tf.square(g), beta2);
  weight.assign(tf.sub(weight, tf.mul(tf.div(mean, tf.add(tf.sqrt(square), epsilon)), rate)));
};

function component(name: string, decoupled: boolean, decay: number, summary: string): Component {
  return define("optimizer", name, {
    summary,
    source: decoupled
      ? "Loshchilov and Hutter 2019, arXiv 1711.05101, algorithm 2"
      : "Kingma and Ba 2015, arXiv 1412.6980, algorithm 1",
    options: () => ({
      rate: z.number().positive().default(1e-3).describe("Base learning rate."),
      beta1: z.number().min(0).lt(1).default(0.9).describe("Decay of the mean gradient."),
      beta2: z.number().min(0).lt(1).default(0.999).describe("Decay of the mean squared gradient."),
      epsilon: z.number().positive().default(1e-8).describe(
        "Added to the root of the mean squared gradient.",
      ),
      weightDecay: z.number().min(0).default(decay).describe(
        decoupled
          ? "Share of a weight taken off at rate 1; all weights decay."
          : "Weight times this is added to its gradient (L2), for all weights.",
      ),
    }),
    build: (options) => adam({ ...options, decoupled }),
  });
}

/** `adam`: L2 decay in the gradient, as in PyTorch. */
export const adamComponent: Component = component(
  "adam",
  false,
  0,
  "Adam; weight decay is added to the gradient.",
);
/** `adamw`: decoupled decay. */
export const adamwComponent: Component = component(
  "adamw",
  true,
  1e-2,
  "AdamW; weight decay shrinks the weights.",
);
