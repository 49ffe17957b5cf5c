import type { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import type { Attribute } from "../../binding/attribute.ts";
import type { TensorMetadata } from "../../binding/handles.ts";
import { DTYPES } from "../../dtype.ts";
import { type } from "../../kernels/attributes.ts";
import type { NodeBackend } from "../../node_backend.ts";

/** An input that TensorFlow wants as int64. */
export interface Wide {
  readonly wide: tf.TensorInfo;
}

/** Marks an int32 tensor as one that goes in as int64. */
export const wide = (tensor: tf.TensorInfo): Wide => ({ wide: tensor });

/** Runs an op that speaks int64, which tfjs has not: inputs that are marked are widened, int64 outputs narrowed to int32. */
export function executeInt64(
  backend: NodeBackend,
  name: string,
  attributes: Attribute[],
  inputs: readonly (tf.TensorInfo | Wide)[],
  outputs: number,
): Tensor[] {
  const { binding } = backend;
  const widened: number[] = [];
  const ids = inputs.map((input) => {
    if (!("wide" in input)) return backend.getInputTensorIds([input])[0];
    const { id } = cast(backend, backend.getInputTensorIds([input.wide])[0], "int32", "int64");
    widened.push(id);
    return id;
  });
  try {
    return binding.executeOp(name, attributes, ids, outputs).map((output) =>
      backend.createOutputTensor(narrowed(backend, output))
    );
  } finally {
    widened.forEach((id) => free(backend, id));
  }
}

function narrowed(backend: NodeBackend, output: TensorMetadata): TensorMetadata {
  if (output.dtype !== DTYPES.int64) return output;
  const narrow = cast(backend, output.id, "int64", "int32");
  free(backend, output.id);
  return narrow;
}

function cast(
  { binding }: NodeBackend,
  id: number,
  from: "int32" | "int64",
  to: "int32" | "int64",
): TensorMetadata {
  return binding.executeOp("Cast", [type("SrcT", from), type("DstT", to)], [id], 1)[0];
}

/** A tensor of a function that is being traced has a negative number and nothing behind it. */
function free({ binding }: NodeBackend, id: number): void {
  if (id >= 0) binding.deleteTensor(id);
}
