import { type Tensor, tf } from "@dragsaw/core/tensor";
import { type } from "../kernels/attributes.ts";
import type { KernelCall } from "./replace.ts";

/**
 * Draws of the outcomes [B,N], int32 [B,samples], which depend on the seed alone: TensorFlow's op with a memory, which
 * tfjs-node uses, draws others at each call. All 64 bits of the seed count, as tfjs's own choice is a fraction.
 */
export function multinomial(
  { inputs: { logits }, attrs, backend }: KernelCall<{ readonly logits: Tensor }, tf.MultinomialAttrs>,
): tf.TensorInfo {
  const attributes = [type("T", "float32"), type("Tseed", "int32"), type("output_dtype", "int32")];
  return tf.tidy(() => {
    const values = tf.cast(logits, "float32");
    const key = tf.tensor1d(new Int32Array(new Float64Array([attrs.seed]).buffer), "int32");
    const samples = tf.scalar(attrs.numSamples, "int32");
    const odds = attrs.normalized ? tf.log(values) : values;
    return backend.executeSingleOutput("StatelessMultinomial", attributes, [odds, samples, key]);
  });
}
