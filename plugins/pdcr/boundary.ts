import { tf, uniform } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import { boxCounts, corners } from "./integral.ts";
import { area, clip } from "./windows.ts";
import type { Box } from "./windows.ts";

/**
 * Which units lie near a boundary: those that see more than one class, so that 0 < phi < 1 for one of them.
 *
 * @param boxes What each unit sees, in pixels; clipped here. @param image Size of the image, one number an axis.
 * @returns From an integral image `[B, P, K]` to 1 or 0 for each unit, float32 `[B, M]`.
 */
export function mixedUnits(boxes: readonly Box[], image: readonly number[]): (integral: Tensor) => Tensor {
  const clipped = boxes.map((box) => clip(box, image));
  const { indices, signs } = corners(clipped, image), areas = clipped.map(area);
  return (integral) =>
    tf.tidy(() => {
      const at = tf.tensor2d(indices, [signs.length, boxes.length], "int32");
      const counts = boxCounts(integral, at, tf.tensor1d(signs));
      const whole = tf.tensor2d(areas, [boxes.length, 1]);
      return tf.any(tf.logicalAnd(tf.greater(counts, 0), tf.less(counts, whole)), 2).cast("float32");
    });
}

/**
 * Draws `count` units without replacement, of which a share lies near a boundary: with u ~ U[0, 1) a unit, the
 * round(share * count) largest and the count - round(share * count) smallest of mixed + u. Where an image has too few units of
 * one sort, the other fills up; without a boundary all are drawn evenly.
 *
 * At even steps most windows of a lesion image hold one class: their pairs have d = 0 or 1 and say little more than "inside"
 * or "outside". Hard pixels at boundaries are what segmentation gets wrong (as in region contrast, Liu et al., arXiv 2104.04465).
 * The share is exact, not a weight, so that it means the same for small and large lesions.
 *
 * @param mixed 1 near a boundary, 0 elsewhere, `[B, M]`, from {@linkcode mixedUnits}. @param share 0 to 1.
 * @param key Names the draw, int32 [2]. All images share u, so that their order in the batch does not matter.
 * @returns Indices, int32 `[B, min(count, M)]`.
 */
export function drawNearBoundary(mixed: Tensor, count: number, share: number, key: Tensor): Tensor {
  return tf.tidy(() => {
    const [batch, total] = mixed.shape as number[];
    if (count >= total) return tf.tile(tf.range(0, total, 1, "int32").expandDims(0), [batch, 1]);
    const near = Math.round(share * count);
    const score = tf.add(mixed, uniform([total], key));
    const ends = [{ from: score, n: near }, { from: tf.neg(score), n: count - near }];
    const drawn = ends.filter(({ n }) => n > 0).map(({ from, n }) => tf.topk(from, n).indices);
    return tf.concat(drawn, 1).cast("int32");
  });
}
