import type { tf } from "@dragsaw/core/tensor";
import type { KernelCall } from "./replace.ts";

type Inputs = { readonly x: tf.TensorInfo };

/** round(x), halves to even. Whole numbers stay as they are: TensorFlow makes them 0. */
export function round({ inputs: { x }, backend }: KernelCall<Inputs, undefined>): tf.TensorInfo {
  if (x.dtype === "float32") return backend.executeSingleInput("Round", x);
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
}
