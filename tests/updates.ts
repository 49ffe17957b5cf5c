/**
 * A few updates of a config on made-up images: what engines and precisions are compared by.
 *
 * @module
 */
import {
  type Backend,
  type Batch,
  buildExperiment,
  completeConfig,
  type ConfigFiles,
  createRegistry,
  createUpdate,
  disposeExperiment,
  everything,
  loadConfig,
  type Registry,
  type RunConfig,
  type StepOptions,
  type StepResult,
  stream,
} from "@dragsaw/core";
import { plugins } from "@dragsaw/dragsaw";

/** A small U-Net with cross-entropy; what a test is about is set on top. */
const BASE = `
dataset: { type: synthetic, train: 4, val: 1, test: 1 }
size: [32, 32]
model: { type: unet, baseWidth: 4, depth: 3 }
losses: { segmentation: { type: cross-entropy } }
optimizer: { type: sgd, rate: 0.05 }
schedule: { type: constant }
train: { steps: 10, batchSize: 2, validateEvery: 1, saveEvery: 10, logEvery: 1 }
`;

/** The same on volumes, for changes that name a planner; there is nothing to plan. */
const VOLUMES = `
dataset: { type: decathlon, root: nowhere }
planner: nnunet
size: [4, 8, 16]
model: { type: unet3d, baseWidth: 4, levels: 3, strides: [[1, 1, 1], [1, 2, 2], [2, 2, 2]] }
losses: { segmentation: { type: dice-cross-entropy } }
optimizer: { type: sgd, rate: 0.01 }
schedule: { type: constant }
train: { steps: 10, batchSize: 2, validateEvery: 1, saveEvery: 10, logEvery: 1 }
`;

/** What a case sets to be of volumes. */
export const ON_VOLUMES = "planner=nnunet";

/** The built-in components. */
export const registry: Registry = createRegistry(plugins);

/** What updates of a fresh network leave. */
export interface Updated {
  /** Of each update. */
  readonly reports: readonly StepResult[];
  /** Weights, running averages and what the optimiser keeps, by name. */
  readonly tensors: ReadonlyMap<string, Float32Array>;
}

/** How {@linkcode updated} runs. */
export interface UpdatedOptions extends Partial<Pick<StepOptions, "precision" | "seed">> {
  /** Updates made; 3 unless given. */
  readonly steps?: number;
  /** Number of the first step; 0 unless given. */
  readonly first?: number;
  /** Told after each. */
  readonly onStep?: (step: number) => void;
}

/** The base config with changes (`key=value`). @throws {ConfigError} */
async function configOf(set: readonly string[]): Promise<RunConfig> {
  const base = set.includes(ON_VOLUMES) ? VOLUMES : BASE;
  const files: ConfigFiles = { read: () => Promise.resolve(base), list: () => Promise.resolve([]) };
  return completeConfig((await loadConfig("updates.yaml", { registry, set, files })).config);
}

/** Images of noise, with a lesion whose edge runs through all of them. */
function batchOf(
  { train: { batchSize, accumulate }, size }: RunConfig,
  step: number,
): Batch {
  const random = stream("updates", step), count = batchSize * accumulate, width = size[size.length - 1];
  const pixels = size.reduce((a, b) => a * b, count);
  return {
    images: Float32Array.from({ length: pixels * 3 }, () => random.normal()),
    labels: Int32Array.from({ length: pixels }, (_, i) => Number(i % width > width / 3)),
    ids: Array.from({ length: count }, (_, i) => `${i}`),
    size,
    channels: 3,
  };
}

/**
 * Makes a fresh network and some updates of it, on the active backend.
 *
 * @param set Changes of the base config (`key=value`).
 * @throws {ConfigError} for what the config does not allow.
 */
export async function updated(
  set: readonly string[],
  { steps = 3, first = 0, seed = 0, precision = "float32", onStep }: UpdatedOptions = {},
): Promise<Updated> {
  const config = await configOf(set), { accumulate, clipNorm } = config.train;
  const experiment = buildExperiment(config, registry, { classes: ["background", "lesion"], channels: 3 });
  const horizon = { steps: first + steps, stepsPerEpoch: 1 };
  const update = createUpdate(experiment, { seed, horizon, accumulate, clipNorm, precision });
  try {
    const reports: StepResult[] = [];
    for (let step = first; step < first + steps; step++) {
      reports.push(await update(batchOf(config, step), step));
      onStep?.(step);
    }
    const tensors = new Map<string, Float32Array>();
    for (const { name, variable } of everything(experiment)) {
      tensors.set(name, await variable.data() as Float32Array);
    }
    return { reports, tensors };
  } finally {
    update.close();
    disposeExperiment(experiment);
  }
}

/** The same backend without tracing: everything runs op by op. */
export function eager(backend: Backend): Backend {
  return Object.create(backend, { trace: { value: undefined } });
}
