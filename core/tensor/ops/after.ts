import { kernels } from "../select.ts";
import type { Tensor } from "../tf.ts";

/**
 * y_i = x_i, not before `event` is known. What is computed from y is not merged with what was computed from x, and does not
 * run ahead of `event`. Where ops run one by one that is so anyway.
 *
 * @param xs Any shapes and dtypes; take no gradient.
 * @param event What has to be there first.
 * @returns Tensors on the same data: `xs` themselves where nothing needs to wait.
 */
export function after(xs: readonly Tensor[], event: Tensor): readonly Tensor[] {
  return kernels().after?.(xs, event) ?? xs;
}
