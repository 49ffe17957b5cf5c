import { tf, uniform } from "@dragsaw/core/tensor";
import type { Tensor, Tensor1D, Tensor4D } from "@dragsaw/core/tensor";
import { z } from "zod";

/** How views are drawn. */
export interface ViewOptions {
  /** Smallest share of the image's area that a crop keeps, above 0 to 1. */
  readonly crop: number;
  /** Probability of a flip, for each axis. */
  readonly flip: number;
  /** Largest change of contrast, brightness and each channel; images have a deviation of about 1. */
  readonly jitter: number;
}

/** Schema of {@linkcode ViewOptions}. */
export const viewsSchema: z.ZodType<ViewOptions> = z.strictObject({
  crop: z.number().gt(0).max(1).default(.2).describe("Smallest share of the image's area that a crop keeps"),
  flip: z.number().min(0).max(1).default(.5).describe("Probability of a flip, for each axis"),
  jitter: z.number().min(0).max(1).default(.4).describe(
    "Largest change of contrast, brightness and each channel, in deviations of the images",
  ),
}).prefault({}).describe("How the two views of an image are drawn");

/** Sides of a crop, in those of the image, differ by at most this factor, as in the papers. */
const ASPECT = 4 / 3;

/** Kept free on every side: a place that rounding puts outside the image would be read as 0. */
const MARGIN = 1e-6;

/**
 * Two views of each image: a crop of random area, aspect and place brought back to the full size, flipped, with other
 * contrast, brightness and colours.
 *
 * @param images `[B, H, W, C]`.
 * @param key Names the draw, int32 [2]: the same key gives the same views.
 * @returns `[2 B, H, W, C]`: the first views of all images, then the second ones. Takes no gradient.
 */
export function drawViews(images: Tensor4D, key: Tensor, { crop, flip, jitter }: ViewOptions): Tensor4D {
  const [batch, height, width, channels] = images.shape, count = 2 * batch;
  return tf.tidy(() => {
    const draws = tf.split(uniform([count, 8 + channels], key), [...Array(8).fill(1), channels], 1);
    const [area, aspect, top, left, turnRows, turnColumns, contrast, brightness, colours] = draws;
    const share = tf.add(tf.mul(area, 1 - crop), crop);
    // No further than where a side would be longer than the image's.
    const furthest = tf.minimum(tf.neg(tf.log(share)), Math.log(ASPECT));
    const ratio = tf.exp(tf.mul(centred(aspect), furthest));
    const rows = interval(tf.sqrt(tf.div(share, ratio)), top, tf.less(turnRows, flip));
    const columns = interval(tf.sqrt(tf.mul(share, ratio)), left, tf.less(turnColumns, flip));
    const boxes = tf.concat2d([rows[0], columns[0], rows[1], columns[1]] as tf.Tensor2D[], 1);
    const which = tf.tile(tf.range(0, batch, 1, "int32"), [2]) as Tensor1D;
    const crops = tf.image.cropAndResize(images, boxes, which, [height, width]);
    const change = (u: Tensor) => tf.mul(centred(u), jitter).reshape([count, 1, 1, -1]);
    const mean = tf.mean(crops, [1, 2, 3], true);
    const contrasted = tf.add(mean, tf.mul(tf.sub(crops, mean), tf.add(change(contrast), 1)));
    return tf.add(contrasted, tf.add(change(brightness), change(colours)));
  });
}

/** u in [0, 1) as a number in [-1, 1). */
function centred(u: Tensor): Tensor {
  return tf.sub(tf.mul(u, 2), 1);
}

/** Both ends of an interval of [0, 1] of this `length`, by `place` in what is left; swapped where `turned`. */
function interval(length: Tensor, place: Tensor, turned: Tensor): [Tensor, Tensor] {
  const inside = (end: Tensor) => tf.add(tf.mul(end, 1 - 2 * MARGIN), MARGIN);
  const from = tf.mul(place, tf.sub(1, length)), to = tf.add(from, length);
  return [inside(tf.where(turned, to, from)), inside(tf.where(turned, from, to))];
}
