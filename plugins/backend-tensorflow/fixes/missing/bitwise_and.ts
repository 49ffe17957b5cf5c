import type { tf } from "@dragsaw/core/tensor";
import { type } from "../../kernels/attributes.ts";
import type { KernelCall } from "../replace.ts";

type Inputs = { readonly a: tf.TensorInfo; readonly b: tf.TensorInfo };

/** a & b of whole numbers. */
export function bitwiseAnd({ inputs: { a, b }, backend }: KernelCall<Inputs, undefined>): tf.TensorInfo {
  return backend.executeSingleOutput("BitwiseAnd", [type("T", "int32")], [a, b]);
}
