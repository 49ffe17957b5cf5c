import { type Tensor, tf } from "@dragsaw/core/tensor";
import type { FixedCall } from "./replace.ts";

/** x on the diagonal, also yes or no, which TensorFlow refuses. */
export function diag(
  { inputs: { x }, original }: FixedCall<{ readonly x: Tensor }, undefined>,
): tf.TensorInfo {
  if (x.dtype !== "bool") return original({ x }, undefined);
  return tf.tidy(() => tf.cast(original({ x: tf.cast(x, "int32") }, undefined), "bool"));
}
