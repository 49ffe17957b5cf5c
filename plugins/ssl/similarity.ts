import { tf } from "@dragsaw/core/tensor";
import type { Scalar, Tensor } from "@dragsaw/core/tensor";

/** Shortest length a vector is divided by. */
const SHORTEST = 1e-8;

/** The direction of each row: x / max(|x|, 1e-8); the gradient of a zero vector is finite. */
function directions(x: Tensor): Tensor {
  const squares = tf.sum(tf.square(x), 1, true);
  return tf.mul(x, tf.rsqrt(tf.maximum(squares, SHORTEST ** 2)));
}

/** Mean over the rows of cos(p_i, z_i), both `[B, D]`. */
export function meanCosine(p: Tensor, z: Tensor): Scalar {
  return tf.tidy(() => tf.mean(tf.sum(tf.mul(directions(p), directions(z)), 1)) as Scalar);
}

/**
 * NT-Xent (Chen et al. 2020, arXiv 2002.05709, equation 1): mean over i of -log exp(s_ij) / sum over k other than i of
 * exp(s_ik), with s the cosines over the temperature and j the other view of i's image.
 *
 * @param z `[2 B, D]`: one view of each image, then the other one in the same order.
 * @param temperature Above 0.
 */
export function ntXent(z: Tensor, temperature: number): Scalar {
  return tf.tidy(() => {
    const count = z.shape[0], eye: Tensor = tf.eye(count), unit = directions(z);
    const s = tf.div(tf.matMul(unit, unit, false, true), temperature);
    const others = tf.sub(s, tf.mul(eye, 2 / temperature + 100)); // exp(-100) beside the least of the others is 0
    const partners = tf.concat(tf.split(eye, 2, 0).toReversed(), 0);
    return tf.mean(tf.sub(tf.logSumExp(others, 1), tf.sum(tf.mul(s, partners), 1))) as Scalar;
  });
}
