import { assert, assertEquals, assertRejects } from "@std/assert";
import { tf } from "@dragsaw/core/tensor";
import { prove } from "./proof.ts";

tf.enableProdMode();
await tf.setBackend("cpu");

Deno.test("prove() times a checked product and leaves no tensor behind", async () => {
  const before = tf.memory().numTensors;
  const proof = await prove(16, 2);
  assertEquals([proof.backend, proof.size, tf.memory().numTensors], ["cpu", 16, before]);
  assert(proof.best > 0 && proof.best <= proof.first && proof.gflops > 0);
});

Deno.test("prove() refuses a wrong product", async () => {
  const right = tf.getKernel("BatchMatMul", "cpu");
  // Multiplies the first matrix with itself.
  const wrong: typeof right = {
    ...right,
    kernelFunc: (call) => right.kernelFunc({ ...call, inputs: { a: call.inputs.a, b: call.inputs.a } }),
  };
  const use = (kernel: typeof right) => {
    tf.unregisterKernel("BatchMatMul", "cpu");
    tf.registerKernel(kernel);
  };
  use(wrong);
  try {
    await assertRejects(() => prove(4, 1), Error, "Matrix product is wrong at entry 0: 4, want 8");
  } finally {
    use(right);
  }
});
