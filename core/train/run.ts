import { saveCheckpoint, type TrainingProgress } from "../checkpoint/checkpoint.ts";
import type { DraftConfig, RunConfig } from "../config/run_config.ts";
import type { Dataset, Split } from "../data/dataset.ts";
import { createLoader, type Loader } from "../data/loader.ts";
import type { PreparedSpec } from "../data/worker_protocol.ts";
import type { Features } from "../model/model.ts";
import type { Metric } from "../metric/metric.ts";
import type { EvaluationSummary, Report } from "../report/report.ts";
import { ContractError } from "../contract/contract_error.ts";
import { OptionError } from "../registry/define.ts";
import type { Registry } from "../registry/registry.ts";
import type { Precision } from "../tensor/backend.ts";
import { activeBackend } from "../tensor/select.ts";
import { tf } from "../tensor/tf.ts";
import type { TrainListener } from "./events.ts";
import { within } from "./build_network.ts";
import { createEvaluate, type EvaluateOptions } from "./evaluate_run.ts";
import { buildExperiment, disposeExperiment, everything, type Experiment } from "./experiment.ts";
import { type Plan, train, type Training } from "./loop.ts";
import { openDatasets, type OpenDatasetsOptions } from "./open_datasets.ts";
import { watchMemory } from "./out_of_memory.ts";
import { refuseUnfit } from "./refuse_unfit.ts";
import { type PlanningOptions, planRun } from "./plan_run.ts";
import type { RunFolder } from "./run_folder.ts";
import { type RunVolumes, runVolumes } from "./run_volumes.ts";
import { createUpdate } from "./step.ts";

/** A config brought to life: data listed, network built, nothing trained. */
export interface Run {
  /** The config, nothing left out. */
  readonly config: RunConfig;
  /** Training and validation cases. */
  readonly dataset: Dataset;
  /** Test cases: the dataset's own, or another's (`testSet`). */
  readonly testSet: Dataset;
  /** Plan and prepared cases, where they are volumes. */
  readonly volumes?: RunVolumes;
  /** Network, losses, optimiser. */
  readonly experiment: Experiment;
  /** Metrics of every evaluation. */
  readonly metrics: readonly Metric[];
  /** When things happen. */
  readonly plan: Plan;
  /** Measures the network as it stands on a split. */
  evaluate(split: Split, options?: EvaluateOptions): Promise<EvaluationSummary>;
  /** Frees tensors. */
  close(): void;
}

/** How a run is opened. */
export interface OpenRunOptions extends Pick<OpenDatasetsOptions, "onMask"> {
  /** Where plans and prepared cases of volumes are kept; `runs/.volumes` unless given. */
  readonly volumes?: PlanningOptions;
}

/**
 * Builds a run on the active backend.
 *
 * @throws {OptionError} with the place in the config; `DataError` for data that cannot be used.
 */
export async function openRun(
  draft: DraftConfig,
  registry: Registry,
  options: OpenRunOptions = {},
): Promise<Run> {
  refusePrecision(draft.precision);
  const { dataset, testSet } = await openDatasets(draft, registry, {
    ...options,
    refuse: (opened, path) => refuseUnfit(opened, path, draft),
  });
  if (dataset.volumes) refuseEmpty(dataset);
  const metrics = draft.evaluate.metrics.map((spec, i) =>
    within(["evaluate", "metrics", i], () => registry.build("metric", spec, {}))
  );
  const planning = options.volumes ?? { folder: "runs/.volumes" };
  const { config, plan: volumePlan } = await planRun(draft, registry, dataset, planning);
  const volumes = volumePlan && runVolumes(config, dataset, volumePlan, planning.folder);
  const plan = planOf(config, dataset.cases("train").length, metrics);
  const experiment = buildExperiment(config, registry, { ...dataset, axes: volumes ? 3 : 2 });
  tryOut(experiment, [1, ...config.size, dataset.channels]);
  const parts = { config, dataset, testSet, experiment, metrics, plan, ...volumes && { volumes } };
  return { ...parts, evaluate: createEvaluate(parts), close: () => disposeExperiment(experiment) };
}

/** @throws {OptionError} when there is nothing to train on, or nothing to choose the best network by. */
function refuseEmpty(dataset: Dataset): void {
  for (const split of ["train", "val"] as const) {
    if (dataset.cases(split).length > 0) continue;
    throw new OptionError(
      ["dataset"],
      `"${dataset.name}" has no case in split "${split}" (${dataset.source ?? ""}): training wants one`,
    );
  }
}

/** @throws {OptionError} when the active backend does not compute in it. */
function refusePrecision(precision: Precision): void {
  const { name, trace, refuses } = activeBackend();
  const reason = precision === "float32"
    ? undefined
    : trace
    ? refuses?.[precision]
    : `backend ${name} runs op by op, in float32`;
  if (reason === undefined) return;
  throw new OptionError(
    ["precision"],
    `cannot compute in ${precision} here: ${reason}; use precision: float32`,
  );
}

/** One pass over an empty image: a size that the network cannot take is told now, with its place, not at the first step. */
function tryOut(experiment: Experiment, shape: number[]): void {
  try {
    tf.tidy(() => void experiment.network.run(tf.zeros<tf.Rank>(shape) as Features));
  } catch (error) {
    disposeExperiment(experiment);
    if (error instanceof ContractError) throw error;
    throw error instanceof RangeError ? new OptionError(["size"], error.message) : error;
  }
}

/** Updates in an epoch of patches: nnU-Net's. */
const STEPS_PER_EPOCH = 250;

/** When things happen in a training on `count` cases. @throws {OptionError} when they do not fill one update. */
export function planOf(config: RunConfig, count: number, metrics: readonly Metric[]): Plan {
  const { train: { epochs, batchSize, accumulate, validateEvery, saveEvery, monitor }, train: { steps } } =
    config;
  const images = batchSize * accumulate;
  const stepsPerEpoch = config.planner
    ? config.train.stepsPerEpoch ?? STEPS_PER_EPOCH
    : Math.floor(count / images);
  if (!config.planner && config.train.stepsPerEpoch !== undefined) {
    throw new OptionError(
      ["train", "stepsPerEpoch"],
      "is for patches of volumes; an epoch of images sees each once",
    );
  }
  if (stepsPerEpoch === 0) {
    throw new OptionError(
      ["train", "batchSize"],
      `${batchSize} x accumulate ${accumulate} wants ${images} images an update, the training split has ${count}; ` +
        "lower train.batchSize or train.accumulate",
    );
  }
  const metric = metrics.find(({ name }) => name === monitor.metric);
  if (!metric) {
    const names = metrics.map(({ name }) => name).join(", ");
    throw new OptionError(
      ["train", "monitor", "metric"],
      `found "${monitor.metric}", evaluate.metrics has ${names}`,
    );
  }
  return {
    steps: steps ?? Math.max(1, Math.round(epochs! * stepsPerEpoch)),
    stepsPerEpoch,
    validateEvery: Math.max(1, Math.round(validateEvery * stepsPerEpoch)),
    saveEvery,
    monitor: { metric: metric.name, higherIsBetter: metric.higherIsBetter },
  };
}

/** How data is read beside the training. */
export interface ReadingOptions {
  /** Starts a data worker. */
  readonly spawn: () => Worker;
  /** Plugins beyond the built-in ones that data workers import, as the config lists them. */
  readonly plugins?: readonly string[];
  /** What prepared volumes are opened from; wanted where cases are volumes. */
  readonly prepared?: PreparedSpec | undefined;
}

/** What a training is run with beyond its config. */
export interface TrainingOptions extends ReadingOptions {
  /** Where its files go. */
  readonly folder: RunFolder;
  /** Hash of the resolved config, kept in every checkpoint. */
  readonly hash: string;
  /** Where it stands. */
  readonly start: TrainingProgress;
  /** Told what happens. */
  readonly listeners: readonly TrainListener[];
  /** Shown the cases of each validation; told of no folder. */
  readonly reports?: readonly Report[];
  /** Aborted to stop after the step in hand. */
  readonly signal: AbortSignal;
}

/** Trains an opened run from `start`. @returns Where it stands then, and whether it is done. */
export async function trainRun(
  run: Run,
  options: TrainingOptions,
): Promise<{ progress: TrainingProgress; done: boolean }> {
  const { dataset, experiment, plan } = run;
  const { folder, hash, start, listeners, reports = [], signal } = options;
  const { loader, update, close } = openUpdates(run, options);
  const save = (path: string, parameters: ReturnType<typeof everything>) => (progress: TrainingProgress) =>
    saveCheckpoint(path, parameters, {
      ...progress,
      config: hash,
      data: { classes: dataset.classes, channels: dataset.channels },
    });
  try {
    return await train(
      {
        loader,
        update,
        validate: () => run.evaluate("val", { quick: true, reports }),
        saveLast: save(folder.last, everything(experiment)),
        saveBest: save(folder.best, experiment.parameters.all),
        listeners,
      },
      plan,
      start,
      signal,
    );
  } finally {
    close();
  }
}

/** A run's batches, and the update that it makes of each. */
export interface Updates {
  /** Training batches by step. */
  readonly loader: Pick<Loader, "batch">;
  /** Makes one update. */
  readonly update: Training["update"];
  /** Ends the data workers and frees what the updates keep beside the experiment. */
  close(): void;
}

/** Opens what a training of `run` repeats. */
export function openUpdates(run: Run, options: ReadingOptions): Updates {
  const { config, experiment, plan } = run, { seed, precision, train: { accumulate, clipNorm } } = config;
  const loader = trainingLoader(run, options);
  const update = createUpdate(experiment, { seed, horizon: plan, accumulate, clipNorm, precision });
  return {
    loader,
    update: watchMemory(update, config),
    close() {
      update.close();
      loader.close();
    },
  };
}

function trainingLoader(
  { config, dataset, plan, volumes }: Run,
  { spawn, plugins = [], prepared }: ReadingOptions,
): Loader {
  if (volumes && !prepared) throw new TypeError("Cannot load volumes: expected prepared cases, found none");
  const { size, normalize, augment, seed, train: { batchSize, accumulate } } = config;
  return createLoader({
    dataset: config.dataset,
    cases: dataset.cases("train"),
    augment,
    batchSize: batchSize * accumulate,
    size,
    normalize,
    seed,
    steps: plan.steps,
    ...config.loader,
    ...prepared && { prepared, stepsPerEpoch: plan.stepsPerEpoch },
    spawn,
    plugins,
  });
}
