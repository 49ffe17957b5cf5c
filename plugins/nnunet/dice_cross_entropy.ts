import { differentiable, tf } from "@dragsaw/core/tensor";
import type { Scalar, Tensor, Tensor5D } from "@dragsaw/core/tensor";

/** Settings of {@linkcode diceCrossEntropy}. */
export interface DiceCrossEntropyOptions {
  /** e, above 0, keeps a class that is nowhere from dividing by 0; 1e-5 unless given. */
  readonly smooth?: number;
  /** Takes the batch for one sample: where a patch sees little of a case. False unless given. */
  readonly batch?: boolean;
}

/**
 * L = mean over voxels of -log p_y - mean over samples and foreground classes of (2 sum p y + e) / (sum p + sum y + e),
 * with p the softmax and y the truth: nnU-Net's loss (1904.08128), -1 where perfect. One softmax serves both terms, and the
 * gradient is p (1/N + g - sum_k p_k g_k) - y / N with g that of the Dice term for p.
 *
 * A voxel whose label is not a class (a void label, -1 or 255) counts for nothing in either.
 *
 * @param logits `[B, D, H, W, K]`.
 * @param labels Class ids, int32 `[B, D, H, W]`.
 * @throws {RangeError} when there is not one label for each voxel.
 */
export function diceCrossEntropy(
  logits: Tensor5D,
  labels: Tensor,
  { smooth = 1e-5, batch = false }: DiceCrossEntropyOptions = {},
): Scalar {
  const samples = batch ? 1 : logits.shape[0], classes = logits.shape[4], count = logits.size / classes;
  if (labels.size !== count) {
    throw new RangeError(
      `Cannot take Dice and cross-entropy: logits [${logits.shape}], labels [${labels.shape}], want one label for each voxel`,
    );
  }
  return differentiable({ logits }, (save): Scalar => {
    // One row for each class: reductions and broadcasts over a short last axis are three times slower.
    const z = tf.transpose(logits.reshape([count, classes]));
    const ids = tf.range(0, classes, 1, "int32").reshape([classes, 1]);
    const truth = tf.cast(tf.equal(labels.reshape([1, count]), ids), "float32");
    const labelled = tf.sum(truth, 0, true), total = tf.sum(labelled);
    const shifted = tf.sub(z, tf.max(z, 0, true)), exponent = tf.exp(shifted);
    const sum = tf.sum(exponent, 0, true);
    const p = tf.mul(exponent, tf.div(labelled, sum));
    const entropy = tf.div(tf.sum(tf.mul(truth, tf.sub(tf.log(sum), shifted))), total);
    const { dice, gradient } = softDice(p, truth, samples, smooth);
    const along = tf.sub(tf.div(1, total), tf.sum(tf.mul(p, gradient), 0, true));
    save([tf.sub(tf.mul(p, tf.add(gradient, along)), tf.div(truth, total))]);
    return tf.sub(entropy, dice);
  }, (dy, [gradient]) => ({
    logits: () => tf.tidy(() => tf.transpose(tf.mul(gradient, dy)).reshape(logits.shape)),
  }));
}

/**
 * Mean of D = (2 sum p y + e) / (sum p + sum y + e) over samples and foreground classes, and the gradient of -mean(D) for p:
 * (D - 2 y) / (sum p + sum y + e) / (samples classes).
 *
 * @param p Probabilities `[K, B S]`. @param y Truth, as `p`.
 */
function softDice(
  p: Tensor,
  y: Tensor,
  batch: number,
  smooth: number,
): { dice: Tensor; gradient: Tensor } {
  const [classes, count] = p.shape;
  const by = (x: Tensor) => tf.sum(x.reshape([classes * batch, count / batch]), 1);
  const above = tf.add(tf.mul(by(tf.mul(p, y)), 2), smooth);
  const below = tf.add(tf.add(by(p), by(y)), smooth);
  const ratio = tf.div(above, below);
  const foreground = tf.concat([tf.zeros([batch]), tf.ones([(classes - 1) * batch])]);
  const share = tf.div(foreground, (classes - 1) * batch);
  const spread = (x: Tensor) => x.reshape([classes * batch, 1]);
  const flat = y.reshape([classes * batch, count / batch]), scale = tf.div(share, below);
  const gradient = tf.sub(spread(tf.mul(ratio, scale)), tf.mul(flat, spread(tf.mul(scale, 2))));
  return { dice: tf.sum(tf.mul(ratio, share)), gradient: gradient.reshape(p.shape) };
}
