import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";

/** Which units count more: those that the network is sure of, or the others. */
export type Emphasis = "certain" | "uncertain";

/** Keeps weights finite, and even where every unit has the least certainty. */
const FLOOR = 1e-3;

/**
 * u_i = (g_i + 1e-3) / (mean over the image of g + 1e-3) with g = 1 - E (`certain`) or E (`uncertain`), E the uncertainty that a
 * refiner (UAFR) tells of the same slot. A pair counts u_i u_j, on average 1: the loss keeps its scale.
 *
 * `certain` trusts clear units to shape the features; `uncertain` works where the network is torn, as hard example mining does.
 * Callers take it as a constant: with a gradient into E the loss could be lowered by being (un)certain.
 *
 * @param uncertainty E at the units, `[B, N]` in [0, 1].
 * @returns `[B, N]`, of mean 1 in each image.
 */
export function unitWeights(uncertainty: Tensor, emphasis: Emphasis): Tensor {
  return tf.tidy(() => {
    const g = tf.add(emphasis === "certain" ? tf.sub(1, uncertainty) : uncertainty, FLOOR);
    return tf.div(g, tf.mean(g, 1, true));
  });
}

/** How much each pair counts: `[B, N1]` and `[B, N2]` to `[B, 1, N1, N2]`. */
export function pairWeights(u: Tensor, v: Tensor): Tensor {
  return tf.tidy(() => tf.mul(u.expandDims(-1), v.expandDims(1)).expandDims(1));
}
