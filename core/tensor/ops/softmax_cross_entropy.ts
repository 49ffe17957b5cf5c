import type { Scalar, Tensor } from "../tf.ts";
import { tf } from "../tf.ts";
import { differentiable } from "./differentiable.ts";

/**
 * L = sum_n w[l_n] (log sum_k exp z_nk - z_n,l_n) / sum_n w[l_n]: PyTorch's `cross_entropy(weight, reduction="mean")`.
 *
 * A pixel or voxel whose label is not a class (a void label, -1 or 255) counts for nothing, as PyTorch's `ignore_index`.
 *
 * @param logits z [...,K]: [B,H,W,K] of images, [B,D,H,W,K] of volumes.
 * @param labels l, int32 [...], 0 to K - 1.
 * @param classWeights w, one for each class; all 1 by default.
 * @returns A single number; NaN when every weight met is 0.
 * @throws {RangeError} when the shapes do not fit.
 */
export function softmaxCrossEntropy(
  logits: Tensor,
  labels: Tensor,
  classWeights?: readonly number[],
): Scalar {
  const classes = logits.shape[logits.rank - 1], count = logits.size / classes;
  if (logits.rank < 2 || labels.size !== count || (classWeights && classWeights.length !== classes)) {
    throw new RangeError(
      `Cannot take cross-entropy: logits [${logits.shape}], labels [${labels.shape}], ` +
        `${
          classWeights?.length ?? classes
        } class weights, want one label for each pixel and one weight for each class`,
    );
  }
  return differentiable({ logits }, (save): Scalar => {
    // One row for each class: reductions and broadcasts over a short last axis are three times slower.
    const z = tf.transpose(logits.reshape([count, classes]));
    const truth = tf.transpose(tf.oneHot(labels.reshape([count]), classes, 1, 0, "float32"));
    const weighted = classWeights ? tf.mul(truth, tf.tensor2d([...classWeights], [classes, 1])) : truth;
    const total = tf.sum(weighted);
    const shifted = tf.sub(z, tf.max(z, 0, true));
    const exponent = tf.exp(shifted);
    const sum = tf.sum(exponent, 0, true);
    const share = tf.div(tf.sum(weighted, 0, true), total);
    save([tf.sub(tf.mul(exponent, tf.div(share, sum)), tf.div(weighted, total))]);
    return tf.div(tf.sum(tf.mul(weighted, tf.sub(tf.log(sum), shifted))), total);
  }, (dy, [gradient]) => ({
    logits: () => tf.transpose(tf.mul(gradient, dy)).reshape(logits.shape),
  }));
}
