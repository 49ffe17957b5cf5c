import { kernels } from "../select.ts";
import type { Tensor } from "../tf.ts";
import { recomputed } from "./recomputed.ts";

/**
 * y = fn(inputs). In a compiled step, what `fn` makes on the way to its last op is not kept for the gradient but made again:
 * right for ops that cost little and give much, as padding. What that makes besides is not run, as nobody wants it; op by op
 * it would be, so there `fn` is left as it is.
 *
 * @param inputs As for {@linkcode recomputed}. @param fn Likewise.
 */
export function rebuilt<I extends readonly Tensor[], O extends Tensor>(inputs: I, fn: (inputs: I) => O): O {
  return kernels().after ? recomputed(inputs, fn) : fn(inputs);
}
