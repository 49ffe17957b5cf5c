import type { tf } from "@dragsaw/core/tensor";
import type { DTypeName } from "../../dtype.ts";
import { type } from "../../kernels/attributes.ts";
import type { KernelCall } from "../replace.ts";

type Inputs = { readonly sortedSequence: tf.TensorInfo; readonly values: tf.TensorInfo };

/** Where in its row of [B,N] each of the values [B,M] would go: before its equals (`left`) or after. */
export function searchSorted(
  { inputs: { sortedSequence, values }, attrs, backend }: KernelCall<Inputs, tf.SearchSortedAttrs>,
): tf.TensorInfo {
  const op = attrs.side === "left" ? "LowerBound" : "UpperBound";
  const attributes = [type("T", values.dtype as DTypeName), type("out_type", "int32")];
  return backend.executeSingleOutput(op, attributes, [sortedSequence, values]);
}
