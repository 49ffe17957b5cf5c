// Makes compiled updates of a small network with batch norm, dropout and Adam, and prints after every tenth, as a line of JSON,
// the tensors and TensorFlow handles that are alive and the megabytes that the process holds; last the SHA-256 of its
// weights. With --expose-gc garbage is collected before each line: what is left, somebody holds.
//
//     deno run -A --v8-flags=--expose-gc tests/testdata/step_probe.ts STEPS PRECISION
import { tensorflow } from "@dragsaw/backend-tensorflow";
import { activate, type Precision, tf } from "@dragsaw/core";
import { updated } from "../updates.ts";

/** What a line holds. */
export interface Line {
  /** Updates done. */
  readonly step: number;
  /** Tensors alive. */
  readonly tensors: number;
  /** TensorFlow's. */
  readonly handles: number;
  /** Of the process, in megabytes. */
  readonly resident: number;
}

const SET = [
  "optimizer={ type: adam, rate: 0.002 }",
  "refine=[{ type: uafr, slots: [encoder.1, decoder.1], hidden: 4, dropoutAt: [encoder, decoder], dropoutRate: 0.3 }]",
];

if (import.meta.main) {
  const [steps, precision] = Deno.args;
  await tensorflow.probe();
  await activate(await tensorflow.open());
  const collect = (globalThis as { gc?: () => void }).gc ?? (() => {});
  const print = (line: unknown) =>
    Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify(line)}\n`));
  const { tensors } = await updated(SET, {
    steps: Number(steps),
    precision: precision as Precision,
    onStep(step) {
      if (step % 10 !== 9) return;
      collect();
      const handles = (tf.backend() as unknown as { getNumOfTFTensors(): number }).getNumOfTFTensors();
      const line: Line = {
        step: step + 1,
        tensors: tf.memory().numTensors,
        handles,
        resident: Deno.memoryUsage().rss / 1e6,
      };
      print(line);
    },
  });
  const bytes = await new Blob([...tensors.values()].map((values) => new Float32Array(values))).arrayBuffer();
  print(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex());
}
