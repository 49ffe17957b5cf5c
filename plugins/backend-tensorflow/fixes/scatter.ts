import { type Tensor, tf } from "@dragsaw/core/tensor";
import type { FixedCall } from "./replace.ts";

/** y[indices[i]] += updates[i] on zeros; tfjs takes indices [N] for N numbers, TensorFlow for one place of N axes. */
export function scatter(
  { inputs: { indices, updates }, attrs, original }: FixedCall<
    { readonly indices: Tensor; readonly updates: Tensor },
    tf.ScatterNdAttrs
  >,
): tf.TensorInfo {
  if (indices.rank !== 1) return original({ indices, updates }, attrs);
  return tf.tidy(() => original({ indices: tf.expandDims(indices, 1), updates }, attrs));
}
