import { assertAlmostEquals, assertEquals, assertLess, assertMatch } from "@std/assert";
import {
  buildExperiment,
  completeConfig,
  disposeExperiment,
  lessMemory,
  type Parameter,
  type StepEvent,
  tf,
} from "@dragsaw/core";
import { onEachBackend } from "../../tests/backends.ts";
import { withFolder, writeTiny } from "../../tests/tiny.ts";
import { load } from "../shared/session.ts";
import { estimateMemory } from "./estimate_memory.ts";
import { memoryWatch, type Watched } from "./memory_watch.ts";

/** Builds the tiny experiment with changes and gives it to `use`. */
async function withRun(set: readonly string[], use: (run: Watched["run"]) => void): Promise<void> {
  await withFolder(async (folder) => {
    const { config: draft, registry } = await load(await writeTiny(folder), set);
    const config = completeConfig(draft);
    const experiment = buildExperiment(config, registry, { classes: ["background", "lesion"], channels: 3 });
    use({ config, experiment, dataset: { channels: 3 } });
    disposeExperiment(experiment);
  });
}

async function estimate(...set: string[]) {
  let found!: ReturnType<typeof estimateMemory>;
  await withRun(set, ({ config, experiment }) => {
    const tensors = tf.memory().numTensors, before = values(experiment.parameters.all);
    found = estimateMemory(experiment, config, 3);
    assertEquals(tf.memory().numTensors, tensors);
    assertEquals(values(experiment.parameters.all), before);
  });
  return found;
}

const values = (parameters: readonly Parameter[]) =>
  tf.tidy(() => parameters.map(({ variable }) => variable.sum().dataSync()[0]));

onEachBackend("estimateMemory() follows images, pixels and recomputation, and changes nothing", async () => {
  const plain = await estimate("size=[64,64]");
  const share = async (...set: string[]) => (await estimate(...set)).activations / plain.activations;
  assertAlmostEquals(await share("size=[64,64]", "train.batchSize=12"), 3, .01);
  assertAlmostEquals(await share("size=[32,64]"), .5, .01);
  assertAlmostEquals(await share("size=[64,64]", "train.accumulate=2"), 1, .01);
  const some = await share("size=[64,64]", "recompute=[encoder.1]");
  const all = await share("size=[64,64]", "recompute=all");
  assertLess(some, 1);
  assertLess(all, some);
});

onEachBackend("estimateMemory() takes the whole image where the network refuses half of it", async () => {
  const [odd, even] = [await estimate("size=[36,36]"), await estimate("size=[64,64]")];
  const ratio = odd.activations / even.activations;
  assertAlmostEquals(ratio, (36 / 64) ** 2, .02);
}, { only: ["tensorflow"] });

onEachBackend("estimateMemory() counts weights, optimiser, gradients and their sums", async () => {
  const once = await estimate(), twice = await estimate("train.accumulate=2");
  assertEquals([once.copies, twice.copies], [4, 5]);
  assertEquals(once.weights / 4, twice.weights / 5);
}, { only: ["js"] });

onEachBackend(
  "memoryWatch() warns once, before the first step or after one, of too little memory",
  async () => {
    await withRun([], (run) => {
      const said = (gpu: boolean, limits: number[]): string[] => {
        const lines: string[] = [];
        const progress = { update: () => {}, line: (text: string) => void lines.push(text) };
        const limit = () => limits.shift() ?? Infinity;
        const watch = memoryWatch({ backend: { environment: { gpu } }, run }, progress, limit);
        for (let step = 0; step < 3; step++) watch.onStep?.({} as StepEvent);
        return lines;
      };
      assertEquals(said(false, []), []);
      assertEquals(said(true, [1, 1]), []);
      const [estimated, ...more] = said(false, [1e6, 1e6, 1e6]);
      assertEquals(more, []);
      assertMatch(
        estimated,
        /^MEMORY: this training will need, by an estimate, about [\d,]+ MB, of 1 MB that it can have; .*:\n/,
      );
      assertEquals(estimated.split("\n").slice(1), lessMemory(run.config).map((change) => `  ${change}`));
      assertMatch(
        said(false, [Infinity, Infinity, 1e6]).join(),
        /^MEMORY: this training took about [\d,]+ MB/,
      );
    });
  },
);
