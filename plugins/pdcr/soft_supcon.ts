import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";

/** Takes a unit out of its own softmax. */
const FAR = 1e9;
/** Affinity below which a unit has nobody to be like. */
const NOBODY = 1e-6;

/** How {@linkcode softSupcon} sees its pairs. */
export interface SupconPairs {
  /** Whether unit i of one map is unit i of the other: it is no pair with itself. */
  readonly self: boolean;
  /** How much a unit counts as an anchor `[B, N1]`, and as a partner `[B, N2]`. */
  readonly weights?: readonly [Tensor, Tensor] | undefined;
}

/**
 * Form `supcon`: sum over images, sizes and anchors of L_i = -sum_j t_ij log p_ij, with p_i the softmax of s_ij over j and
 * t_ij = a_ij / sum_k a_ik the share of j in what i is like (affinities below 0 count 0).
 *
 * It is the supervised contrastive loss (arXiv 2004.11362) with kernel weights for labels that are numbers (y-aware InfoNCE,
 * arXiv 2106.08808). In the paper's form alike pairs enter the softmax with exp(0), so they thin out the push, and its
 * gradient -a_ij / N + d_ij p_ij has no zero that orders pairs; here it is p_ij - t_ij: s_ij wants to be log a_ij and a constant.
 * It wants a temperature near .1. A unit like nobody has no loss.
 *
 * @param s Cosines over temperature, `[B, N1, N2]`. @param a Affinities, `[B, S, N1, N2]`.
 */
export function softSupcon(s: Tensor, a: Tensor, { self, weights }: SupconPairs): Tensor {
  return tf.tidy(() => {
    const own = tf.eye(s.shape[1]!, s.shape[2]!);
    const logits = tf.expandDims(self ? tf.sub(s, tf.mul(own, FAR)) : s, 1);
    const like = self ? tf.mul(tf.relu(a), tf.sub(1, own)) : tf.relu(a);
    const wanted = weights ? tf.mul(like, weights[1].expandDims(1).expandDims(1)) : like;
    const surprise = tf.sub(tf.logSumExp(logits, 3, true), logits);
    const each = tf.div(tf.sum(tf.mul(wanted, surprise), 3), tf.maximum(tf.sum(wanted, 3), NOBODY));
    return tf.sum(weights ? tf.mul(each, weights[0].expandDims(1)) : each);
  });
}
