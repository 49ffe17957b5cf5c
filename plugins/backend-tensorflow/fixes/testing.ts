import { tf } from "@dragsaw/core/tensor";
import { assertEquals } from "@std/assert";
import { tensorflow } from "../factory.ts";

const probe = await tensorflow.probe();
const backend = probe.ok ? await tensorflow.open() : undefined;

/** Whether ops run on a GPU. */
export const onGpu: boolean = Boolean(backend?.environment.gpu);

/** Registers a test on TensorFlow that fails when it leaves a tensor behind; ignored where there is no library. */
export function test(name: string, fn: () => void): void {
  Deno.test({
    name,
    ignore: !probe.ok,
    fn() {
      const before = tf.memory();
      tf.tidy(fn);
      const { numTensors, numDataBuffers } = tf.memory();
      assertEquals(
        [numTensors, numDataBuffers],
        [before.numTensors, before.numDataBuffers],
        "Tensors were left behind",
      );
    },
  });
}
