import { assertEquals, assertLess } from "@std/assert";
import { tensorflow } from "@dragsaw/backend-tensorflow";
import { mustRun } from "./cli.ts";
import { withFolder, writeTiny } from "./tiny.ts";

/** Large enough that activations, not the library, take the memory. */
const LARGE = [
  "dataset={ type: synthetic, train: 8, val: 1, test: 1, size: [192, 192] }",
  "size=[192,192]",
  "model={ type: unet, baseWidth: 32, depth: 5 }",
  "train={ steps: 3, batchSize: 8, validateEvery: 3, saveEvery: 3, logEvery: 1, monitor: { metric: dice } }",
];

/** Megabytes of TensorFlow and Deno alone. */
const LIBRARY = 450;

Deno.test({
  name: "train with recompute=all takes a quarter less memory beside the library, and gives the same losses",
  ignore: !(await tensorflow.probe()).ok,
  fn: () =>
    withFolder(async (folder) => {
      const config = await writeTiny(folder);
      const train = async (recompute: string) => {
        const run = `${folder}/${recompute}`;
        const set = [...LARGE, `recompute=${recompute}`].flatMap((change) => ["--set", change]);
        await mustRun("train", [config, "--run", run, ...set]);
        const steps = (await Deno.readTextFile(`${run}/metrics.jsonl`)).trim().split("\n")
          .map((line) => JSON.parse(line)).filter(({ event }) => event === "step");
        assertEquals(steps.length, 3);
        return { losses: steps.map(({ loss }) => loss), peak: steps[2].peakMegabytes as number };
      };
      const plain = await train("[]"), again = await train("all");
      Deno.stdout.writeSync(
        new TextEncoder().encode(`MB at most: ${plain.peak}, recomputed ${again.peak}\n`),
      );
      assertEquals(again.losses, plain.losses);
      assertLess(again.peak - LIBRARY, .75 * (plain.peak - LIBRARY));
    }),
});
