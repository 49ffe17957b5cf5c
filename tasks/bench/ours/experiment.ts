import { type Batch, buildExperiment, completeConfig, createUpdate } from "@dragsaw/core";
import { stream } from "@dragsaw/core/data";
import { fileURLToPath } from "node:url";
import { load } from "../../shared/session.ts";
import type { Job } from "../job.ts";
import { countWeights, type Work } from "./work.ts";

/** Any length will do: the schedule's learning rate does not change what a step costs. */
const HORIZON = { steps: 1_000_000, stepsPerEpoch: 1000 };

/** The training step of a config, as `deno task train` makes it, on a batch that never changes. */
export async function buildExperimentStep(job: Job): Promise<Work> {
  const file = fileURLToPath(new URL(`../${job.network}.yaml`, import.meta.url));
  const { config: draft, registry } = await load(file, changes(job));
  const config = completeConfig(draft);
  const experiment = buildExperiment(config, registry, { classes: ["background", "object"], channels: 3 });
  const update = createUpdate(experiment, {
    seed: config.seed,
    horizon: HORIZON,
    accumulate: config.train.accumulate,
    precision: config.precision,
  });
  const batch = makeBatch(job.batch, [config.size[0], config.size[1]]);
  let step = 0;
  return {
    parameters: countWeights(experiment.parameters.all),
    step: async () => (await update(batch, step++)).total,
  };
}

/** What the job changes in the config of its network. */
function changes({ size, batch, precision, width, depth }: Job): string[] {
  return [
    `size=[${size}]`,
    `train.batchSize=${batch}`,
    ...precision === "float32" ? [] : [`precision=${precision}`],
    ...width === undefined ? [] : [`model.baseWidth=${width}`],
    ...depth === undefined ? [] : [`model.depth=${depth}`],
  ];
}

/** Noise with a rectangle of foreground in every image. */
function makeBatch(count: number, [height, width]: readonly [number, number]): Batch {
  const random = stream("bench", "images"), pixels = count * height * width;
  const images = Float32Array.from({ length: pixels * 3 }, () => random.normal());
  const labels = Int32Array.from({ length: pixels }, (_, i) => {
    const column = i % width, row = Math.floor(i / width) % height;
    return column >= Math.floor(width / 3) && row >= Math.floor(height / 4) ? 1 : 0;
  });
  const ids = Array.from({ length: count }, (_, i) => `image ${i + 1}`);
  return { images, labels, ids, size: [height, width], channels: 3 };
}
