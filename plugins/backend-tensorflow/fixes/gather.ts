import { tf } from "@dragsaw/core/tensor";
import { type Attribute, ATTRIBUTE_TYPES } from "../binding/attribute.ts";
import type { DTypeName } from "../dtype.ts";
import { type } from "../kernels/attributes.ts";
import type { KernelCall } from "./replace.ts";

type Inputs = { readonly x: tf.TensorInfo; readonly indices: tf.TensorInfo };
type Attributes = { readonly axis: number; readonly batchDims: number };

/**
 * y[..., i, ...] = x[..., indices[i], ...]. tfjs-node reads every index to check it, which waits for the device and cannot
 * be traced; TensorFlow checks indices itself.
 */
export function gather(
  { inputs: { x, indices }, attrs, backend }: KernelCall<Inputs, Attributes>,
): tf.TensorInfo {
  const attributes: Attribute[] = [
    { name: "batch_dims", type: ATTRIBUTE_TYPES.int, value: attrs.batchDims },
    type("Tparams", x.dtype as DTypeName),
    type("Tindices", indices.dtype as DTypeName),
    type("Taxis", "int32"),
  ];
  return tf.tidy(() => {
    const axis = tf.scalar(attrs.axis, "int32");
    return backend.executeSingleOutput("GatherV2", attributes, [x, indices, axis]);
  });
}
