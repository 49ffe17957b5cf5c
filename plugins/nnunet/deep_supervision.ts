import { tf } from "@dragsaw/core/tensor";
import type { Scalar, Tensor, Tensor5D, Triple } from "@dragsaw/core/tensor";
import { type Component, define } from "@dragsaw/core/registry";
import { z } from "zod";
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
 * @param batch Dice of the batch as one.
 * @throws {RangeError} when the labels at a resolution are not as many as its logits.
 */
export function deepSupervision(
  logits: readonly Tensor5D[],
  labels: Tensor,
  resolutions: readonly Triple[],
  batch: boolean = false,
): Scalar {
  const weights = resolutionWeights(logits.length);
  return tf.tidy(() => {
    const terms = logits.map((z, i) =>
      tf.mul(diceCrossEntropy(z, subsample(labels, resolutions[i]), { batch }), weights[i])
    );
    return tf.addN(terms) as Scalar;
  });
}

/** `dice-cross-entropy`: nnU-Net's loss at every resolution that the network gives. */
export const diceCrossEntropyLoss: Component = define("loss", "dice-cross-entropy", {
  summary: "Cross-entropy minus soft Dice, summed over the network's resolutions: nnU-Net's loss of volumes",
  source: "nnU-Net (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z)",
  dimensions: [3],
  options: () => ({
    batch: z.boolean().optional().describe(
      "Dice of the patches of a batch as one; as planned unless given: where a patch sees little of a case",
    ),
    deepSupervision: z.boolean().default(true).describe(
      "Judge the coarser resolutions too, each half as much",
    ),
  }),
  build({ batch = false, deepSupervision: deep }, { model }) {
    return {
      slots: [],
      compute: ({ logits, coarser, labels }) =>
        deepSupervision(deep ? [logits, ...coarser] : [logits], labels, model.resolutions, batch),
    };
  },
});
