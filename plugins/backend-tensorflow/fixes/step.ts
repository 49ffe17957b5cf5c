import { type Tensor, tf } from "@dragsaw/core/tensor";
import type { FixedCall } from "./replace.ts";

/** 1 where x > 0, else alpha, NaN where x is NaN; tfjs-node asks whole numbers too whether they are NaN, and fails. */
export function step(
  { inputs: { x }, attrs, original }: FixedCall<{ readonly x: Tensor }, tf.StepAttrs>,
): tf.TensorInfo {
  if (x.dtype === "float32") return original({ x }, attrs);
  return tf.tidy(() => tf.cast(original({ x: tf.cast(x, "float32") }, attrs), x.dtype));
}
