import { DTYPES } from "../dtype.ts";
import type { NumericValues } from "../dtype.ts";
import { type Attribute, ATTRIBUTE_TYPES } from "./attribute.ts";
import type { Handles, TensorMetadata } from "./handles.ts";
import { refusal } from "../trace/refusal.ts";
import type { Values } from "./values.ts";

/** Runs an op, now or into a graph. */
export interface Executor {
  /** @param inputs Numbers of the input tensors; lists flattened. @param outputs How many outputs it has. */
  execute(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputs: number,
  ): TensorMetadata[];
}

/** The interface that tfjs-node's kernels talk to (`TFJSBinding`), without its saved models. */
export interface Binding {
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_INT64: number;
  readonly TF_BOOL: number;
  readonly TF_COMPLEX64: number;
  readonly TF_STRING: number;
  readonly TF_RESOURCE: number;
  readonly TF_UINT8: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
  readonly TF_Version: string;
  createTensor(shape: number[], dtype: number, values: Values): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): NumericValues | Uint8Array[];
  /** As `tensorDataSync`, without holding up the event loop; ours, not tfjs-node's. */
  tensorData(id: number): Promise<NumericValues | Uint8Array[]>;
  executeOp(name: string, attributes: Attribute[], inputs: number[], outputs: number): TensorMetadata[];
  isUsingGpuDevice(): boolean;
  getNumOfTensors(): number;
  getNumOfSavedModels(): number;
}

/** A binding whose ops can be sent elsewhere for a while. */
export interface SwitchableBinding extends Binding {
  /** Where ops go now. */
  readonly executor: Executor;
  /** Sends every op to `executor` while `work` runs. */
  during<R>(executor: Executor, work: () => R): R;
}

const CONSTANTS = {
  TF_FLOAT: DTYPES.float32,
  TF_INT32: DTYPES.int32,
  TF_INT64: DTYPES.int64,
  TF_BOOL: DTYPES.bool,
  TF_COMPLEX64: DTYPES.complex64,
  TF_STRING: DTYPES.string,
  TF_RESOURCE: DTYPES.resource,
  TF_UINT8: DTYPES.uint8,
  TF_ATTR_STRING: ATTRIBUTE_TYPES.string,
  TF_ATTR_INT: ATTRIBUTE_TYPES.int,
  TF_ATTR_FLOAT: ATTRIBUTE_TYPES.float,
  TF_ATTR_BOOL: ATTRIBUTE_TYPES.bool,
  TF_ATTR_TYPE: ATTRIBUTE_TYPES.type,
  TF_ATTR_SHAPE: ATTRIBUTE_TYPES.shape,
} as const;

/**
 * Joins handles and op execution into what tfjs-node's kernels call.
 *
 * @param handles Tensors by number. @param eager Runs ops at once. @param version TensorFlow's. @param gpu Whether one is used.
 */
export function newBinding(
  handles: Handles,
  eager: Executor,
  version: string,
  gpu: boolean,
): SwitchableBinding {
  let executor = eager;
  return {
    ...CONSTANTS,
    TF_Version: version,
    createTensor: (shape, dtype, values) => handles.create(shape, dtype, values),
    deleteTensor: (id) => handles.delete(id),
    tensorDataSync: (id) => handles.values(readable(id)),
    tensorData: (id) => handles.valuesAside(readable(id)),
    executeOp: (name, attributes, inputs, outputs) => executor.execute(name, attributes, inputs, outputs),
    isUsingGpuDevice: () => gpu,
    getNumOfTensors: () => handles.count,
    getNumOfSavedModels: () => 0,
    get executor() {
      return executor;
    },
    during(other, work) {
      const before = executor;
      executor = other;
      try {
        return work();
      } finally {
        executor = before;
      }
    },
  };
}

/** A traced tensor, which has a negative number, has no values. */
function readable(id: number): number {
  if (id >= 0) return id;
  throw refusal("Reading a tensor's values", "they are known only when it runs; return it as an output");
}
