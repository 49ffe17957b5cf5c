import type { Optimizer } from "@dragsaw/core";
import { type Component, define } from "@dragsaw/core/registry";
import { tf } from "@dragsaw/core/tensor";
import { z } from "zod";

/** Settings of {@linkcode createTemplate}. */
export interface TemplateOptions {
  /** Base learning rate. */
  readonly rate: number;
  /** Share of the last update that is kept, in [0, 1). */
  readonly momentum: number;
  /** Longest gradient of a weight; longer ones are shortened to it. */
  readonly longest: number;
}

/** g' = g min(1, longest / |g|), V = momentum V + g', w -= rate V: the gradient of each weight clipped for itself. */
export function createTemplate({ rate, momentum, longest }: TemplateOptions): Optimizer {
  return {
    rate,
    slots: ["velocity"],
    update(weight, gradient, { velocity }, { rate }) {
      tf.tidy(() => {
        const length = tf.sqrt(tf.add(tf.sum(tf.square(gradient)), 1e-12));
        const clipped = tf.mul(gradient, tf.minimum(tf.div(longest, length), 1));
        velocity.assign(tf.add(tf.mul(velocity, momentum), clipped));
        weight.assign(tf.sub(weight, tf.mul(velocity, rate)));
      });
    },
  };
}

/** `template`: change its formula, its options, and this line. */
export const template: Component = define("optimizer", "template", {
  summary: "Gradient descent with momentum, the gradient of each weight clipped for itself.",
  options: () => ({
    rate: z.number().positive().default(1e-2).describe("Base learning rate."),
    momentum: z.number().min(0).lt(1).default(0.9).describe("Share of the last update that is kept."),
    longest: z.number().positive().default(1).describe(
      "Longest gradient of a weight; longer ones are shortened.",
    ),
  }),
  build: createTemplate,
});
