import { type Tensor, tf } from "@dragsaw/core/tensor";
import type { DTypeName } from "../dtype.ts";
import { bool, type } from "../kernels/attributes.ts";
import type { KernelCall } from "./replace.ts";

type Inputs = { readonly x: Tensor };
type Attributes = { readonly axis: number | number[]; readonly keepDims: boolean };

/** mean(x) as float32, also of int32 and bool, which tfjs-node refuses. */
export function mean({ inputs: { x }, attrs, backend }: KernelCall<Inputs, Attributes>): tf.TensorInfo {
  return tf.tidy(() => {
    const values = x.dtype === "int32" || x.dtype === "bool" ? tf.cast(x, "float32") : x;
    const axes = tf.tensor1d(tf.util.parseAxisParam(attrs.axis, x.shape), "int32");
    const attributes = [
      bool("keep_dims", attrs.keepDims),
      type("T", values.dtype as DTypeName),
      type("Tidx", "int32"),
    ];
    return backend.executeSingleOutput("Mean", attributes, [values, axes]);
  });
}
