import { type Tensor, tf } from "@dragsaw/core/tensor";
import { type Attribute, ATTRIBUTE_TYPES } from "../binding/attribute.ts";
import type { DTypeName } from "../dtype.ts";
import { type } from "../kernels/attributes.ts";
import type { KernelCall } from "./replace.ts";

type Inputs = { readonly x: tf.TensorInfo; readonly indices: tf.TensorInfo };
type Attributes = { readonly axis: number; readonly batchDims: number };

/**
 * y[..., i, ...] = x[..., indices[i], ...]. tfjs-node reads every index to check it, which waits for the device and cannot
 * be traced: here only indices that JavaScript still holds are checked. TensorFlow checks them too, on a CPU; on a GPU it
 * gives 0 for those outside.
 */
export function gather(
  { inputs: { x, indices }, attrs, backend }: KernelCall<Inputs, Attributes>,
): tf.TensorInfo {
  tf.backend_util.segment_util.collectGatherOpShapeInfo(
    x as Tensor,
    indices as Tensor,
    attrs.axis,
    attrs.batchDims,
  );
  const held = backend.tensorMap.get(indices.dataId).values as Int32Array | null;
  const size = x.shape[attrs.axis];
  const outside = held?.find((index) => index < 0 || index >= size);
  if (outside !== undefined) {
    throw new RangeError(`GatherV2: the index value ${outside} is not in [0, ${size - 1}]`);
  }
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
