import { differentiable } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";

/** fn() as a constant: no gradient goes through it ("stop-gradient"), and nothing of it is kept for one. */
export function withoutGradient<T extends Tensor>(fn: () => T): T {
  return differentiable({}, fn, () => ({}));
}
