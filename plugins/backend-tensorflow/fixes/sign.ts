import { type Tensor, tf } from "@dragsaw/core/tensor";
import type { FixedCall } from "./replace.ts";

/** sign(x), 0 where x is no number, as tfjs has it; TensorFlow passes NaN on. */
export function sign({ inputs, original }: FixedCall<{ readonly x: Tensor }, undefined>): tf.TensorInfo {
  if (inputs.x.dtype !== "float32") return original(inputs, undefined);
  return tf.tidy(() => tf.where(tf.isNaN(inputs.x), tf.zerosLike(inputs.x), original(inputs, undefined)));
}
