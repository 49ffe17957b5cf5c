import type { tf } from "@dragsaw/core/tensor";
import type { DTypeName } from "../../dtype.ts";
import { int, strings, type } from "../../kernels/attributes.ts";
import type { KernelCall } from "../replace.ts";

type Info = tf.TensorInfo;
type GatherInputs = {
  readonly paramsNestedSplits: readonly Info[];
  readonly paramsDenseValues: Info;
  readonly indices: Info;
};
type RangeInputs = { readonly starts: Info; readonly limits: Info; readonly deltas: Info };
type DenseInputs = {
  readonly shape: Info;
  readonly values: Info;
  readonly defaultValue: Info;
  readonly rowPartitionTensors: readonly Info[];
};

/** Rows of a ragged tensor by index: splits of each ragged axis, then values. */
export function raggedGather(
  { inputs, attrs, backend }: KernelCall<GatherInputs, tf.RaggedGatherAttrs>,
): Info[] {
  const { paramsNestedSplits: splits, paramsDenseValues: values, indices } = inputs;
  const attributes = [
    type("Tvalues", values.dtype as DTypeName),
    type("Tindices", "int32"),
    type("Tsplits", "int32"),
    int("PARAMS_RAGGED_RANK", splits.length),
    int("OUTPUT_RAGGED_RANK", attrs.outputRaggedRank),
  ];
  const count = attrs.outputRaggedRank + 1;
  return backend.executeMultipleOutputs("RaggedGather", attributes, [...splits, values, indices], count);
}

/** Rows starts[i], starts[i] + deltas[i], ... below limits[i]: splits, then values. */
export function raggedRange(
  { inputs: { starts, limits, deltas }, backend }: KernelCall<RangeInputs, undefined>,
): Info[] {
  const attributes = [type("T", starts.dtype as DTypeName), type("Tsplits", "int32")];
  return backend.executeMultipleOutputs("RaggedRange", attributes, [starts, limits, deltas], 2);
}

/** A ragged tensor as a dense one, filled up with a default. */
export function raggedTensorToTensor(
  { inputs, attrs, backend }: KernelCall<DenseInputs, tf.RaggedTensorToTensorAttrs>,
): Info {
  const { shape, values, defaultValue, rowPartitionTensors: partitions } = inputs;
  const attributes = [
    type("T", values.dtype as DTypeName),
    type("Tindex", "int32"),
    type("Tshape", "int32"),
    int("num_row_partition_tensors", partitions.length),
    strings("row_partition_types", attrs.rowPartitionTypes),
  ];
  const all = [shape, values, defaultValue, ...partitions];
  return backend.executeSingleOutput("RaggedTensorToTensor", attributes, all);
}
