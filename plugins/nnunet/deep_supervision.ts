import { tf } from "@dragsaw/core/tensor";
import type { Scalar, Tensor, Tensor5D, Triple } from "@dragsaw/core/tensor";
import { diceCrossEntropy } from "./dice_cross_entropy.ts";

/** Weights of `count` resolutions, finest first: each half of the one before, 1 in all; 4/7, 2/7, 1/7 for three. */
export function resolutionWeights(count: number): number[] {
  return Array.from({ length: count }, (_, i) => 2 ** (count - 1 - i) / (2 ** count - 1));
}

/**
 * Labels at every `stride`-th voxel of each axis, from the first.
 *
 * @param labels `[B, D, H, W]`.
 */
export function subsample(labels: Tensor, stride: Triple): Tensor {
  if (stride.every((n) => n === 1)) return labels;
  return tf.stridedSlice(labels, [0, 0, 0, 0], labels.shape, [1, ...stride]);
}

/**
 * L = sum_i w_i {@linkcode diceCrossEntropy}(logits_i, labels at the voxels of resolution i), w from
 * {@linkcode resolutionWeights}.
 *
 * @param logits `[B, d, h, w, K]` of each resolution, finest first.
 * @param labels Class ids, int32 `[B, D, H, W]`.
 * @param resolutions Voxels between the logits of each resolution.
 * @throws {RangeError} when the labels at a resolution are not as many as its logits.
 */
export function deepSupervision(
  logits: readonly Tensor5D[],
  labels: Tensor,
  resolutions: readonly Triple[],
): Scalar {
  const weights = resolutionWeights(logits.length);
  return tf.tidy(() => {
    const terms = logits.map((z, i) =>
      tf.mul(diceCrossEntropy(z, subsample(labels, resolutions[i])), weights[i])
    );
    return tf.addN(terms) as Scalar;
  });
}
