import { type Tensor, tf } from "@dragsaw/core/tensor";
import type { DTypeName } from "../../dtype.ts";
import { type } from "../../kernels/attributes.ts";
import type { KernelCall } from "../replace.ts";
import { executeInt64, wide } from "./int64.ts";

type Info = tf.TensorInfo;
type FillInputs = {
  readonly indices: Info;
  readonly values: Info;
  readonly denseShape: Info;
  readonly defaultValue: Info;
};
type ReshapeInputs = { readonly inputIndices: Info; readonly inputShape: Info; readonly newShape: Info };
type SegmentInputs = { readonly data: Tensor; readonly indices: Info; readonly segmentIds: Info };

/** A default where a row has no value: indices, values, which rows were empty, where each value went. */
export function sparseFillEmptyRows(
  { inputs: { indices, values, denseShape, defaultValue }, backend }: KernelCall<FillInputs, undefined>,
): Info[] {
  const attributes = [type("T", values.dtype as DTypeName)];
  const all = [wide(indices), values, wide(denseShape), defaultValue];
  return executeInt64(backend, "SparseFillEmptyRows", attributes, all, 4);
}

/** The same values at the indices of another shape: indices, shape. */
export function sparseReshape(
  { inputs: { inputIndices, inputShape, newShape }, backend }: KernelCall<ReshapeInputs, undefined>,
): Info[] {
  return executeInt64(
    backend,
    "SparseReshape",
    [],
    [wide(inputIndices), wide(inputShape), wide(newShape)],
    2,
  );
}

/** The sum of the rows that `indices` names, segment by segment. */
export function sparseSegmentSum(call: KernelCall<SegmentInputs, undefined>): Tensor {
  return segments("SparseSegmentSum", call);
}

/** Their mean; of whole numbers it is cut to a whole number, as TensorFlow refuses them. */
export function sparseSegmentMean(call: KernelCall<SegmentInputs, undefined>): Tensor {
  const { data } = call.inputs;
  if (data.dtype !== "int32") return segments("SparseSegmentMean", call);
  return tf.tidy(() => {
    const inputs = { ...call.inputs, data: tf.cast(data, "float32") };
    return tf.cast(segments("SparseSegmentMean", { ...call, inputs }), "int32");
  });
}

function segments(op: string, { inputs, backend }: KernelCall<SegmentInputs, undefined>): Tensor {
  const { data, indices, segmentIds } = inputs;
  const attributes = [
    type("T", data.dtype as DTypeName),
    type("Tidx", "int32"),
    type("Tsegmentids", "int32"),
  ];
  return backend.executeSingleOutput(op, attributes, [data, indices, segmentIds]);
}
