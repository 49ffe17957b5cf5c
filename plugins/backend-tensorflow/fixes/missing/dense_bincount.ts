import { type Tensor, tf } from "@dragsaw/core/tensor";
import type { DTypeName } from "../../dtype.ts";
import { bool, type } from "../../kernels/attributes.ts";
import type { KernelCall } from "../replace.ts";

type Inputs = { readonly x: Tensor; readonly weights: Tensor };

/** How often each whole number below `size` is in x [N], or in each row of x [B,N]; or the sum of its weights. */
export function denseBincount(
  { inputs: { x, weights }, attrs, backend }: KernelCall<Inputs, tf.DenseBincountAttrs>,
): tf.TensorInfo {
  const attributes = [
    type("Tidx", "int32"),
    type("T", weights.dtype as DTypeName),
    bool("binary_output", attrs.binaryOutput ?? false),
  ];
  return tf.tidy(() => {
    const size = tf.scalar(attrs.size, "int32");
    return backend.executeSingleOutput("DenseBincount", attributes, [x, size, weights]);
  });
}
