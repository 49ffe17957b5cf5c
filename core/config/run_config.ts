import type { Spec } from "../registry/define.ts";
import type { Folds } from "../data/folds.ts";
import type { Precision } from "../tensor/backend.ts";

/** A loss and its factor in the total. */
export type WeightedLoss = Spec & { readonly weight: number; readonly schedule?: Spec };

/** A dataset, how its cases are divided, and the part of its training cases that is trained on. */
export type DatasetSpec = Spec & { readonly folds?: Folds; readonly fraction?: number };

/** A planner, and the file of a plan that it is to use. */
export type PlannerSpec = Spec & { readonly file?: string };

/** A config as it is written: what is left to a plan may be missing. */
export type DraftConfig = Omit<RunConfig, "size" | "train"> & {
  /** Network input; of the plan where absent. */
  readonly size?: readonly number[] | undefined;
  /** The batch size is of the plan where absent. */
  readonly train: Omit<TrainConfig, "batchSize"> & { readonly batchSize?: number | undefined };
};

/** Everything that a run depends on, checked and with every default filled in. */
export interface RunConfig {
  /** Name of the run and of its folder; the file's name unless given. */
  readonly name: string;
  /** Root of every random stream. */
  readonly seed: number;
  /** Packages or files of further plugins; relative paths start at the working directory, as data folders do. */
  readonly plugins: readonly string[];
  /** Where tensors run; the best that can run here unless given. */
  readonly backend: {
    /** Name of a backend. */
    readonly type?: string | undefined;
    /** Processor threads; all cores unless given. */
    readonly threads?: number | undefined;
  };
  /** Training, validation and test cases. */
  readonly dataset: DatasetSpec;
  /** A dataset whose test split takes the place of the first one's. */
  readonly testSet?: DatasetSpec | undefined;
  /** Kinds of defects that the data check accepts. */
  readonly allow?: readonly string[] | undefined;
  /** Plans how to train on volumes; datasets of volumes want one. */
  readonly planner?: PlannerSpec | undefined;
  /** Network input: [height, width] in pixels, or [depth, height, width] in voxels. */
  readonly size: readonly number[];
  /** Pixels become (value / 255 - mean) / std, one number a channel. */
  readonly normalize: { readonly mean: readonly number[]; readonly std: readonly number[] };
  /** Random changes to training samples, in this order. */
  readonly augment: readonly Spec[];
  /** Network. */
  readonly model: Spec;
  /** What weights start from; random numbers unless given. */
  readonly init?: InitConfig | undefined;
  /** What replaces features at slots. */
  readonly refine: readonly Spec[];
  /** What convolutions and matrix products of a training step are computed in. */
  readonly precision: Precision;
  /** Slots up to which training keeps no results between, but computes them again: less memory, more time, the same numbers. */
  readonly recompute: "all" | readonly string[];
  /** Terms of the training loss by a name of their own. */
  readonly losses: Readonly<Record<string, WeightedLoss>>;
  /** Update rule. */
  readonly optimizer: Spec;
  /** Learning rate by step. */
  readonly schedule: Spec;
  /** How long, in which portions, and what is kept. */
  readonly train: TrainConfig;
  /** How cases are segmented and judged. */
  readonly evaluate: EvaluateConfig;
  /** How data is read ahead. */
  readonly loader: LoaderConfig;
  /** What is written about an evaluation. */
  readonly reports: readonly Spec[];
}

/** Section `init`. */
export interface InitConfig {
  /** Weight file: of PyTorch or safetensors for the backbone, or a checkpoint of ours for the whole network. */
  readonly weights: string;
}

/** Section `train`: exactly one of `epochs` and `steps` is there. */
export interface TrainConfig {
  /** Passes over the training cases. */
  readonly epochs?: number | undefined;
  /** Updates of the weights. */
  readonly steps?: number | undefined;
  /** Images in one pass through the network: what batch statistics are over. */
  readonly batchSize: number;
  /** Updates in an epoch of patches of volumes. */
  readonly stepsPerEpoch?: number | undefined;
  /** Batches whose gradients are averaged in one update. */
  readonly accumulate: number;
  /** Largest norm of the whole gradient. */
  readonly clipNorm?: number | undefined;
  /** Epochs between validations; may be a fraction. */
  readonly validateEvery: number;
  /** Steps between saves of the last checkpoint. */
  readonly saveEvery: number;
  /** Steps between log lines. */
  readonly logEvery: number;
  /** Event files for TensorBoard in the run folder, written as it trains. */
  readonly tensorboard?: boolean | undefined;
  /** Which number chooses the best checkpoint. The test split cannot be named: it is read once. */
  readonly monitor: { readonly metric: string; readonly split: "val" };
}

/** Section `evaluate`. */
export interface EvaluateConfig {
  /** `first`: logits are resized to the image, then the class is taken; `after`: the class, then nearest (method.md section 5). */
  readonly resize: "first" | "after";
  /** What is measured for each image. */
  readonly metrics: readonly Spec[];
  /** Averages the probabilities of the image and its mirror images. */
  readonly mirror: boolean;
  /** Windows that images are cut into, [height, width] in pixels; absent: each is resized as a whole. */
  readonly window?: readonly [number, number] | undefined;
}

/** Section `loader`. None of it changes what a run computes. */
export interface LoaderConfig {
  /** Threads that decode and augment. */
  readonly workers: number;
  /** Batches made ahead. */
  readonly prefetch: number;
  /** Memory for decoded cases. */
  readonly cacheMegabytes: number;
  /** Disk for prepared volumes of all runs in a folder. */
  readonly storeGigabytes: number;
}
