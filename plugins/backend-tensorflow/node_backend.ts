import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import util from "node:util";
import type { Attribute } from "./binding/attribute.ts";
import type { Binding } from "./binding/binding.ts";
import type { TensorMetadata } from "./binding/handles.ts";

/** Name that tfjs-node's kernels are registered under. */
export const BACKEND_NAME = "tensorflow";

/** The part of tfjs-node's `NodeJSKernelBackend` that we use, private methods included. */
export interface NodeBackend extends tf.KernelBackend {
  readonly binding: Binding;
  /** Runs an op with one input and one output of the same dtype. */
  executeSingleInput(name: string, input: tf.TensorInfo): Tensor;
  /** Runs an op with one output. */
  executeSingleOutput(name: string, attributes: Attribute[], inputs: tf.TensorInfo[]): Tensor;
  /** Runs an op with several outputs. */
  executeMultipleOutputs(
    name: string,
    attributes: Attribute[],
    inputs: tf.TensorInfo[],
    count: number,
  ): Tensor[];
  /** What is behind each tensor; `values` are there until its first use by an op. */
  readonly tensorMap: tf.DataStorage<
    { readonly id: number; readonly values: tf.backend_util.BackendValues | null }
  >;
  /** Numbers of the tensors' handles, made now for tensors whose values have not crossed over yet. */
  getInputTensorIds(tensors: tf.TensorInfo[]): number[];
  /** A tfjs tensor on a handle. */
  createOutputTensor(metadata: TensorMetadata): Tensor;
}

/**
 * Makes tfjs-node's backend on our binding, registers it and its kernels, and activates it.
 *
 * @throws {Error} when tfjs refuses it.
 */
export async function registerNodeBackend(binding: Binding): Promise<NodeBackend> {
  restoreUtil();
  const { NodeJSKernelBackend } = await import("@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js");
  const Constructor = NodeJSKernelBackend as unknown as new (
    binding: Binding,
    packageName: string,
  ) => NodeBackend;
  const backend = new Constructor(binding, "@tensorflow/tfjs-node-gpu");
  // tfjs-node's own blocks the event loop.
  backend.read = async (dataId) => {
    const { id, values } = backend.tensorMap.get(dataId);
    return values ?? await binding.tensorData(id) as tf.backend_util.BackendValues;
  };
  tf.registerBackend(BACKEND_NAME, () => backend);
  // The kernels look the backend up by name, so it has to be there before.
  await import("@tensorflow/tfjs-node-gpu/dist/register_all_kernels.js");
  if (!await tf.setBackend(BACKEND_NAME)) {
    throw new Error(`Opening the backend: tfjs refused "${BACKEND_NAME}"`);
  }
  return backend;
}

/** tfjs-node 4.22 calls functions of `node:util` that new runtimes have dropped. */
function restoreUtil(): void {
  const old = util as { isNullOrUndefined?: (x: unknown) => boolean; isArray?: (x: unknown) => boolean };
  old.isNullOrUndefined ??= (x) => x === null || x === undefined;
  old.isArray ??= Array.isArray;
}
