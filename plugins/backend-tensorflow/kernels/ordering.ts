import type { Kernels } from "@dragsaw/core/tensor";
import { ATTRIBUTE_TYPES } from "../binding/attribute.ts";
import { type DTypeName, DTYPES } from "../dtype.ts";
import type { NodeBackend } from "../node_backend.ts";

/**
 * Results in the order they are wanted: IdentityN hands its inputs on, uncopied, once all of them are there. TensorFlow's
 * optimizers take plain identities away; this one they keep while it has several inputs that are no constants.
 */
export function orderingKernel(backend: NodeBackend): Kernels["after"] {
  return (xs, event) => {
    const inputs = [...xs, event];
    const types = inputs.map(({ dtype }) => DTYPES[dtype as DTypeName]);
    const attributes = [{ name: "T", type: ATTRIBUTE_TYPES.type, value: types }];
    const outputs = backend.executeMultipleOutputs("IdentityN", attributes, inputs, inputs.length);
    outputs.pop()!.dispose();
    return outputs;
  };
}
