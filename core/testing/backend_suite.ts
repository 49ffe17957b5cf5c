import { assert, assertEquals } from "@std/assert";
import type { BackendFactory } from "../tensor/mod.ts";
import { activate, activeBackend, tf } from "../tensor/mod.ts";
import type { BackendCase } from "./backend/case.ts";
import { fused } from "./backend/fused.ts";
import { step } from "./backend/step.ts";
import { values } from "./backend/values.ts";

const contract: readonly BackendCase[] = [
  {
    name: "is the active backend once activated",
    run(backend) {
      assertEquals(activeBackend(), backend);
      assertEquals(tf.getBackend(), backend.name);
    },
  },
  {
    name: "says where it runs in plain values",
    run({ environment }) {
      assert(Object.keys(environment).length > 0);
      assertEquals(JSON.parse(JSON.stringify(environment)), environment);
    },
  },
];

/**
 * Registers the tests that every backend must pass: values, fused kernels against compositions, training steps. Call it
 * at module level with `await`, so that the library opens outside any test. Where the probe refuses, one ignored test
 * carries the reason.
 *
 * @param factory Of the backend.
 */
export async function backendSuite(factory: BackendFactory): Promise<void> {
  const probe = await factory.probe();
  if (!probe.ok) {
    Deno.test({ name: `${factory.name} backend: ${probe.reason}`, ignore: true, fn: () => {} });
    return;
  }
  const backend = await factory.open();
  Deno.test(`${factory.name} backend has the name of its factory`, () =>
    assertEquals(backend.name, factory.name));
  for (const { name, run } of [...contract, ...values, ...fused, ...step]) {
    Deno.test(`${factory.name} backend ${name}`, async () => {
      await activate(backend);
      const before = tf.memory().numTensors;
      await run(backend);
      assertEquals(tf.memory().numTensors - before, 0, "Tensors were left behind");
    });
  }
}
