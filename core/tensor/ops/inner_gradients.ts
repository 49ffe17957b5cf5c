import type { Tensor } from "../tf.ts";
import { tf } from "../tf.ts";

/**
 * Gradients of <fn(), dy> for `xs` inside a gradient that is being taken: tfjs has one tape, and drops it at the end.
 *
 * @returns undefined for what `fn` does not depend on.
 */
export function innerGradients(fn: () => Tensor, xs: Tensor[], dy: Tensor): (Tensor | undefined)[] {
  const { state } = tf.engine(), tape = state.activeTape;
  try {
    const { value, grads } = tf.engine().gradients(fn, xs, dy, true);
    value.dispose();
    return grads;
  } finally {
    state.activeTape = tape;
  }
}
