import { tensorflowFactory } from "@dragsaw/backend-tensorflow";
import { activate } from "@dragsaw/core/tensor";
import type { Backend } from "@dragsaw/core/tensor";

/** Opens and activates TensorFlow. @throws {Error} when it cannot be had. */
export async function openTensorFlow(threads: number): Promise<Backend> {
  const backend = await tensorflowFactory({ intraThreads: threads }).open();
  await activate(backend);
  return backend;
}
