import { tf } from "@dragsaw/core/tensor";
import type { Scalar, Tensor } from "@dragsaw/core/tensor";
import type { Comparison } from "./comparison.ts";
import { contrast } from "./contrast.ts";
import type { PdcrOptions } from "./options.ts";
import type { Units } from "./unit_map.ts";

/** The units of all images as if they were of one: all are compared with all. */
function mergeImages({ features, views, weights }: Units, truth: Comparison): Units {
  const channels = features.shape[2]!;
  return {
    features: features.reshape([1, -1, channels]),
    views: truth.merge(views),
    weights: weights?.reshape([1, -1]),
  };
}

/**
 * Loss of units against units. As in the paper, a unit meets those of its own image. With `across` `images` it meets those of the
 * whole batch, with `both` the loss is the mean of the two: a foreground ratio means the same in every image, and an image
 * alone cannot teach what lesions have in common (as cross-image pixel contrast, arXiv 2101.11939). The pairs are B times as many.
 *
 * @param b The same object as `a` where units of one map are compared.
 */
export function compareUnits(
  a: Units,
  b: Units,
  truth: Comparison,
  { across, form, reduction }: PdcrOptions,
  temperature: number | Tensor,
): Scalar {
  const loss = (a: Units, b: Units) => {
    const weights = a.weights && b.weights ? [a.weights, b.weights] as const : undefined;
    const options = { form, reduction, temperature, weights };
    return contrast(a.features, b.features, truth.divergence(a.views, b.views), options);
  };
  if (across === undefined) return loss(a, b);
  const all = mergeImages(a, truth), whole = loss(all, a === b ? all : mergeImages(b, truth));
  return across === "images" ? whole : tf.mul(tf.add(whole, loss(a, b)), 0.5) as Scalar;
}
