import { type Tensor, tf } from "@dragsaw/core/tensor";
import { BACKEND_NAME, type NodeBackend } from "../node_backend.ts";

/** What a kernel is called with: `inputs` and `attrs` as tfjs defines them for its name. */
export interface KernelCall<Inputs, Attributes> {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
  readonly backend: NodeBackend;
}

/** A call of a kernel that tfjs-node has too. */
export interface FixedCall<Inputs, Attributes> extends KernelCall<Inputs, Attributes> {
  /** tfjs-node's own kernel, for what it can do. */
  original(inputs: Inputs, attrs: Attributes): Tensor;
}

/** What a kernel makes: one tensor, or several. */
type Result = tf.TensorInfo | tf.TensorInfo[];

/** Registers a kernel that tfjs-node lacks. */
export function addKernel<Inputs, Attributes>(
  kernelName: string,
  kernel: (call: KernelCall<Inputs, Attributes>) => Result,
): void {
  const kernelFunc = (call: unknown) => kernel(call as KernelCall<Inputs, Attributes>);
  tf.registerKernel({ kernelName, backendName: BACKEND_NAME, kernelFunc });
}

/** Puts our kernel in the place of tfjs-node's. @throws {Error} when tfjs-node has none of this name. */
export function replaceKernel<Inputs, Attributes>(
  kernelName: string,
  kernel: (call: FixedCall<Inputs, Attributes>) => Result,
): void {
  const theirs = tf.getKernel(kernelName, BACKEND_NAME)?.kernelFunc as unknown as KernelFunction;
  tf.unregisterKernel(kernelName, BACKEND_NAME);
  addKernel<Inputs, Attributes>(
    kernelName,
    (call) =>
      kernel({ ...call, original: (inputs, attrs) => theirs({ inputs, attrs, backend: call.backend }) }),
  );
}

type KernelFunction = (call: { inputs: unknown; attrs: unknown; backend: NodeBackend }) => Tensor;
