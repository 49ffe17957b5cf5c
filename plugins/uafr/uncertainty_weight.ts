import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";

/** Features weighted by certainty, and the uncertainty they were weighted by. */
export interface Weighted<T extends Tensor> {
  /** x (2 - E), shaped as x. */
  readonly features: T;
  /** E in [0, 1], shaped as x with one channel. */
  readonly uncertainty: Tensor;
}

/**
 * x (2 - E) with E = -sum P log P / log M and P = softmax(z) over the M channels of `logits`; for M = 1, P = sigmoid(z) and E
 * is the entropy of (P, 1 - P) over log 2 (method.md section 2). Any number of spatial axes.
 *
 * @param x Features `[..., C]`.
 * @param logits z `[..., M]`, the leading axes as in `x`.
 */
export function uncertaintyWeight<T extends Tensor>(x: T, logits: Tensor): Weighted<T> {
  const uncertainty = entropy(logits);
  return { features: tf.mul(x, tf.sub(2, uncertainty)), uncertainty };
}

/** The share of the largest possible entropy, from log-probabilities: P log P is 0, not NaN, where P runs out of digits. */
function entropy(logits: Tensor): Tensor {
  const axis = logits.rank - 1;
  // sigmoid(z) is the softmax of z against 0
  const z = logits.shape[axis] === 1 ? tf.concat([logits, tf.zerosLike(logits)], axis) : logits;
  const logP = tf.logSoftmax(z, axis);
  return tf.exp(logP).mul(logP).sum(axis, true).div(-Math.log(z.shape[axis]));
}
