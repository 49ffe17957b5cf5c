/** Every row of every ablation is built and trained for two steps: a DeepLabV3+ and a U-Net, as small as they get. */
import { assert } from "@std/assert";
import { openRun, openUpdates } from "@dragsaw/core";
import { fileURLToPath } from "node:url";
import { ablationFile, ABLATIONS, readAblation } from "../tasks/ablate/ablation.ts";
import type { Cell } from "../tasks/ablate/cell.ts";
import { quick } from "../tasks/ablate/quick.ts";
import { cellsOf, planTable, rowsOf } from "../tasks/ablate/table_plan.ts";
import { createSpawn } from "../tasks/shared/spawn.ts";
import { onEachBackend } from "./backends.ts";
import { withFolder } from "./tiny.ts";

const base = (name: string) => fileURLToPath(new URL(`../configs/base/${name}.yaml`, import.meta.url));

/** The border of PDCR has to leave cells at the stride-8 slot of the DeepLab. */
const BASES: Readonly<Record<string, string>> = {
  deeplabv3plus: `
extends: ${base("dermoscopy")}
dataset: synthetic
size: [112, 112]
model: { backbone: { width: 0.25, middleBlocks: 1 }, width: 16, lowWidth: 8 }
losses:
  encoder: { ratio: { sizes: [3, 5] } }
  decoder: { ratio: { sizes: [3, 5] } }
`,
  unet: `
extends: ${base("small_unet")}
dataset: synthetic
size: [64, 64]
model: { baseWidth: 4, depth: 4 }
losses:
  encoder: { ratio: { sizes: [3, 5] } }
  decoder: { ratio: { sizes: [3, 5] } }
`,
};

/** Cells that an earlier test has trained. */
const trained = new Set<string>();

for (const [network, text] of Object.entries(BASES)) {
  for (const name of ABLATIONS) {
    if (name === "pretraining") continue; // Wants a file of weights: tests/init_test.ts trains from one.
    onEachBackend(`every row of ${name} makes two steps with ${network}`, async () => {
      await withFolder(async (folder) => {
        await Deno.writeTextFile(`${folder}/base.yaml`, text);
        const ablation = {
          ...await readAblation(await ablationFile(name)),
          base: `${folder}/base.yaml`,
          seeds: [0],
        };
        const plan = await planTable(ablation, { set: [], change: quick, runs: folder });
        const { registry } = rowsOf(plan)[0].loaded;
        for (const cell of cellsOf(plan)) {
          if (!trained.has(cell.hash)) await twoSteps(cell, registry);
          trained.add(cell.hash);
        }
      });
    }, { only: ["tensorflow"] });
  }
}

async function twoSteps({ config, label }: Cell, registry: Parameters<typeof openRun>[1]): Promise<void> {
  const run = await openRun(config, registry);
  const { loader, update, close } = openUpdates(run, { spawn: createSpawn() });
  try {
    for (const step of [0, 1]) {
      const { total, terms } = await update(await loader.batch(step), step);
      assert(Number.isFinite(total), `${label}, step ${step}: ${JSON.stringify(terms)}`);
    }
  } finally {
    close();
    run.close();
  }
}
