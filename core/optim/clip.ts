import { tf } from "../tensor/tf.ts";
import type { Scalar, Tensor } from "../tensor/tf.ts";

/** Length of all gradients taken as one vector: sqrt of the sum of every squared entry. */
export function globalNorm(gradients: readonly Tensor[]): Scalar {
  return tf.tidy(() => tf.sqrt(tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient))))) as Scalar);
}

/**
 * g limit / max(norm, limit): gradients whose global norm is above `limit` are scaled down to it, others stay as they are.
 * A gradient that is not finite makes all of them NaN, so that it is seen.
 *
 * @param gradients At least one.
 * @param limit Largest global norm, above 0.
 * @returns New tensors in the same order.
 * @throws {RangeError} when `limit` is not a positive number.
 */
export function clipByGlobalNorm(gradients: readonly Tensor[], limit: number): Tensor[] {
  if (!(limit > 0)) throw new RangeError(`Cannot clip gradients to a norm of ${limit}: it must be above 0`);
  return tf.tidy(() => {
    const scale = tf.div(limit, tf.maximum(globalNorm(gradients), limit));
    return gradients.map((gradient) => tf.mul(gradient, scale));
  });
}
