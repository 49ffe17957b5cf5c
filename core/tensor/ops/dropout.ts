import type { Tensor } from "../tf.ts";
import { tf } from "../tf.ts";
import { after } from "./after.ts";
import { differentiable } from "./differentiable.ts";
import { uniform } from "./uniform.ts";

/**
 * y = x kept / (1 - rate), kept = 1 with probability 1 - rate, else 0 (Srivastava et al. 2014). For the gradient one byte a
 * value is kept: which of them were.
 *
 * @param x Any shape.
 * @param rate Share of values that become 0, in [0, 1).
 * @param key int32 [2]: names the draws.
 */
export function dropout<T extends Tensor>(x: T, rate: number, key: Tensor): T {
  const scaled = (x: Tensor, kept: Tensor) => tf.tidy(() => x.mul(kept.cast("float32")).mul(1 / (1 - rate)));
  return differentiable({ x }, (save): T => {
    const kept = tf.tidy(() => uniform(x.shape, key).greaterEqual(rate));
    save([kept]);
    return scaled(x, kept) as T;
  }, (dy, [kept]) => ({ x: () => scaled(dy, after([kept], dy)[0]) }));
}
