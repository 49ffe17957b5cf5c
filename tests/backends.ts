/**
 * Runs a test once on each backend that this machine can have.
 *
 * @module
 */
import { js } from "@dragsaw/backend-js";
import { tensorflow } from "@dragsaw/backend-tensorflow";
import { activate, tf } from "@dragsaw/core/tensor";
import type { Backend, BackendFactory } from "@dragsaw/core/tensor";
import { assertEquals } from "@std/assert";

/** A backend that opened, or why it did not. */
type Candidate = { readonly name: string; readonly backend?: Backend; readonly reason?: string };

async function candidate(factory: BackendFactory): Promise<Candidate> {
  const { name } = factory;
  try {
    const probe = await factory.probe();
    return probe.ok ? { name, backend: await factory.open() } : { name, reason: probe.reason };
  } catch (error) {
    return { name, reason: error instanceof Error ? error.message : String(error) };
  }
}

// At module level: a library that opens inside a test looks like a leak of that test.
const candidates: readonly Candidate[] = [await candidate(tensorflow), await candidate(js)];

/** How {@linkcode onEachBackend} treats a test. */
export interface EachOptions {
  /** Names of the only backends to run on; default all. */
  readonly only?: readonly string[];
  /** True lets the test keep tensors; default false. */
  readonly keepsTensors?: boolean;
}

/**
 * Registers one test for each backend. The backend is active while `fn` runs; `fn` fails when it leaves tensors behind.
 *
 * @param name What is shown, as in `Deno.test`; the backend's name is put after it.
 * @param fn The test.
 */
export function onEachBackend(
  name: string,
  fn: (backend: Backend) => void | Promise<void>,
  { only, keepsTensors = false }: EachOptions = {},
): void {
  for (const { name: kind, backend, reason } of candidates) {
    if (only && !only.includes(kind)) continue;
    if (!backend) {
      Deno.test({ name: `${name} [${kind}: ${reason}]`, ignore: true, fn: () => {} });
      continue;
    }
    Deno.test(`${name} [${kind}]`, async () => {
      await activate(backend);
      const before = tf.memory().numTensors;
      await fn(backend);
      if (!keepsTensors) assertEquals(tf.memory().numTensors - before, 0, "Tensors were left behind");
    });
  }
}
