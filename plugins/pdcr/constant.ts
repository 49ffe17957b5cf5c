import { differentiable, tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";

/** The value of `fn`, through which no gradient goes. */
export function constant(fn: () => Tensor): Tensor {
  return differentiable({}, () => tf.tidy(fn), () => ({}));
}
