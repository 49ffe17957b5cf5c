// Trains a config in a folder and prints, a line a step, the tensors that are alive and the megabytes that the process and
// the JavaScript heap hold. With --expose-gc garbage is collected before every tenth line: what is left, somebody holds.
//
//     deno run -A --v8-flags=--expose-gc tests/testdata/memory_probe.ts CONFIG FOLDER [key=value...]
import { createRegistry, openBackend, openRun, runFolder, tf, trainRun } from "@dragsaw/core";
import { tensorflow } from "@dragsaw/backend-tensorflow";
import { loadConfig } from "@dragsaw/core/config";
import { plugins } from "@dragsaw/dragsaw";
import { createSpawn } from "../../tasks/shared/spawn.ts";

/** What one line holds. */
export interface Held {
  /** Updates done. */
  readonly step: number;
  /** Tensors alive. */
  readonly tensors: number;
  /** Of the process, in megabytes. */
  readonly resident: number;
  /** Of the main thread's JavaScript heap, in megabytes. */
  readonly heap: number;
}

if (import.meta.main) {
  const [file, folder, ...set] = Deno.args;
  const { backend } = await openBackend([tensorflow], undefined);
  const { config, registry } = await loadConfig(file, { registry: createRegistry(plugins), set });
  const run = await openRun(config, registry);
  const collect = (globalThis as { gc?: () => void }).gc ?? (() => {});
  await trainRun(run, {
    ...{ folder: runFolder(folder), hash: "", start: { step: 0, best: null }, spawn: createSpawn() },
    listeners: [{
      onStep({ step }) {
        if (step % 10 === 0) collect();
        const { rss, heapUsed } = Deno.memoryUsage();
        const held: Held = {
          step,
          tensors: tf.memory().numTensors,
          resident: rss / 1e6,
          heap: heapUsed / 1e6,
        };
        Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify(held)}\n`));
      },
    }],
    signal: new AbortController().signal,
  });
  run.close();
  backend.close();
  Deno.exit(0);
}
