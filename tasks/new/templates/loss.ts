import { type Component, define } from "@dragsaw/core/registry";
import { type Scalar, type Tensor, tf } from "@dragsaw/core/tensor";
import { z } from "zod";

/**
 * Mean over pixels of (1 - p)^gamma (-log p), with p the softmax of the true class: pixels that are right already count less
 * (Lin et al. 2017, arXiv 1708.02002).
 *
 * @param logits `[B, H, W, classes]`, or `[B, D, H, W, classes]` of volumes.
 * @param labels Class ids, int32, the same without the last axis.
 * @param gamma 0 is cross-entropy.
 */
export function templateOf(logits: Tensor, labels: Tensor, gamma: number): Scalar {
  return tf.tidy(() => {
    const truth = tf.oneHot(labels, logits.shape[logits.rank - 1]).cast("float32");
    const logP = tf.sum(tf.mul(tf.logSoftmax(logits), truth), -1);
    return tf.neg(tf.mean(tf.mul(tf.pow(tf.sub(1, tf.exp(logP)), gamma), logP))) as Scalar;
  });
}

/** `template`: change what it computes, its options, and this line. */
export const template: Component = define("loss", "template", {
  summary: "Cross-entropy in which pixels that are right already count less.",
  dimensions: [2, 3],
  options: () => ({
    gamma: z.number().min(1).default(2).describe(
      "How much less pixels count that are right already; 1 or more.",
    ),
  }),
  build: ({ gamma }) => ({
    slots: [],
    compute: ({ logits, labels }) => templateOf(logits, labels, gamma),
  }),
});
