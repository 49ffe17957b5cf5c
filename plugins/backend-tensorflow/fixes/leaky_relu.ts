import { type Tensor, tf } from "@dragsaw/core/tensor";
import type { FixedCall } from "./replace.ts";

/** x where x > 0, else alpha x, as float32 also of whole numbers, which TensorFlow refuses. */
export function leakyRelu(
  { inputs: { x }, attrs, original }: FixedCall<{ readonly x: Tensor }, tf.LeakyReluAttrs>,
): tf.TensorInfo {
  return x.dtype === "float32"
    ? original({ x }, attrs)
    : tf.tidy(() => original({ x: tf.cast(x, "float32") }, attrs));
}
