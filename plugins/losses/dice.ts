import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { tf } from "@dragsaw/core/tensor";
import type { Scalar, Tensor } from "@dragsaw/core/tensor";
import { z } from "zod";

/** Settings of {@linkcode softDice}. */
export interface SoftDiceOptions {
  /** Whether the background's Dice counts too. */
  readonly includeBackground: boolean;
  /** Added above and below, so that a class that is nowhere costs nothing; above 0. */
  readonly smooth: number;
  /** Pixels of all images are pooled before the ratio is taken; else one ratio an image. */
  readonly batch: boolean;
  /** Squares the probabilities below (V-Net, 1606.04797). */
  readonly squared: boolean;
}

/**
 * 1 - mean over classes (and images) of (2 sum p y + e) / (sum p + sum y + e), with p the softmax and y the truth (nnU-Net,
 * 1904.08128; 0 where it is perfect).
 *
 * @param logits `[B, H, W, classes]`, or `[B, D, H, W, classes]` of volumes.
 * @param labels Class ids, int32 `[B, H, W]` or `[B, D, H, W]`.
 */
export function softDice(logits: Tensor, labels: Tensor, options: SoftDiceOptions): Scalar {
  const { includeBackground, smooth, batch, squared } = options, last = logits.rank - 1;
  const classes = logits.shape[last];
  return tf.tidy(() => {
    const foreground = (x: Tensor): Tensor =>
      includeBackground ? x : tf.slice(
        x,
        [...new Array<number>(last).fill(0), 1],
        new Array<number>(last + 1).fill(-1),
      );
    const p = foreground(tf.softmax(logits));
    const y = foreground(tf.oneHot(labels, classes).cast("float32"));
    const pixels = Array.from({ length: last }, (_, axis) => axis).slice(batch ? 0 : 1);
    const common = tf.sum(tf.mul(p, y), pixels);
    const both = tf.add(tf.sum(squared ? tf.square(p) : p, pixels), tf.sum(y, pixels));
    const dice = tf.div(tf.add(tf.mul(common, 2), smooth), tf.add(both, smooth));
    return tf.sub(1, tf.mean(dice)) as Scalar;
  });
}

/** `dice`: soft Dice of the foreground. */
export const dice: Component = define("loss", "dice", {
  summary: "1 - soft Dice, averaged over classes.",
  source:
    "Milletari et al. 2016, arXiv 1606.04797 (squared); Drozdzal et al. 2016, arXiv 1608.04117 (as by default)",
  dimensions: [2, 3],
  options: () => ({
    includeBackground: z.boolean().default(false).describe("Count the background's Dice too."),
    smooth: z.number().positive().default(1e-5).describe("Added above and below; 1e-5 as in nnU-Net v2."),
    batch: z.boolean().default(false).describe("Pool the pixels of all images before the ratio is taken."),
    squared: z.boolean().default(false).describe("Square the probabilities below, as in V-Net."),
  }),
  build: (options) => ({ slots: [], compute: ({ logits, labels }) => softDice(logits, labels, options) }),
});
