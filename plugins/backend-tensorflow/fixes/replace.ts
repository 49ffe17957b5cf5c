import { tf } from "@dragsaw/core/tensor";
import { BACKEND_NAME, type NodeBackend } from "../node_backend.ts";

/** What a kernel is called with: `inputs` and `attrs` as tfjs defines them for its name. */
export interface KernelCall<Inputs, Attributes> {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
  readonly backend: NodeBackend;
}

/** Puts our kernel in the place of tfjs-node's. */
export function replaceKernel<Inputs, Attributes>(
  kernelName: string,
  kernel: (call: KernelCall<Inputs, Attributes>) => tf.TensorInfo,
): void {
  tf.unregisterKernel(kernelName, BACKEND_NAME);
  tf.registerKernel({
    kernelName,
    backendName: BACKEND_NAME,
    kernelFunc: (call) => kernel(call as unknown as KernelCall<Inputs, Attributes>),
  });
}
