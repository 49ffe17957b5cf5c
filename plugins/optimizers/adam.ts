import { tf } from "@dragsaw/core/tensor";
import type { Optimizer, Scalar, UpdateInput } from "@dragsaw/core";
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
 * Adam (Kingma and Ba 2015, 1412.6980) and AdamW (Loshchilov and Hutter 2019, 1711.05101) with PyTorch's formulas.
 *
 * It keeps decayed sums, not means: G = b1 G + g, Q = b2 Q + g^2, where the usual moments are (1 - b1) G and (1 - b2) Q. With
 * c = sqrt((1 - b2) / (1 - b2^t)), w -= rate (1 - b1) / ((1 - b1^t) c) G / (sqrt(Q) + epsilon / c): two passes over each weight fewer.
 */
export function adam(options: AdamOptions): Optimizer {
  const { rate, beta1, beta2, epsilon, weightDecay, decoupled } = options;
  const scalars = oncePerUpdate(({ rate, step }: UpdateInput) =>
    tf.tidy(() => {
      const c = tf.sqrt(tf.div(1 - beta2, correction(beta2, step)));
      const size = tf.div(tf.mul(rate, 1 - beta1), tf.mul(correction(beta1, step), c));
      const shrink = tf.sub(1, tf.mul(rate, weightDecay));
      return {
        b1: tf.scalar(beta1),
        b2: tf.scalar(beta2),
        size,
        epsilon: tf.div(epsilon, c),
        decay: tf.scalar(weightDecay),
        shrink,
      };
    })
  );
  return {
    rate,
    slots: ["gradients", "squares"],
    update(weight, gradient, { gradients, squares }, input) {
      const { b1, b2, size, epsilon, decay, shrink } = scalars(input);
      tf.tidy(() => {
        const g = weightDecay > 0 && !decoupled ? tf.add(gradient, tf.mul(weight, decay)) : gradient;
        gradients.assign(tf.add(tf.mul(gradients, b1), g));
        squares.assign(tf.add(tf.mul(squares, b2), tf.square(g)));
        const change = tf.mul(tf.div(gradients, tf.add(tf.sqrt(squares), epsilon)), size);
        const from = weightDecay > 0 && decoupled ? tf.mul(weight, shrink) : weight;
        weight.assign(tf.sub(from, change));
      });
    },
  };
}

function component(name: string, decoupled: boolean, decay: number, summary: string): Component {
  return define("optimizer", name, {
    summary,
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
