import type { BackendFactory } from "../tensor/backend.ts";
import type { Dataset, DatasetContext } from "../data/dataset.ts";
import type { Transform } from "../data/transform.ts";
import type { AnyTransform, VolumeTransform } from "../data/volumes/volume_transform.ts";
import type { AnyModel, Axes, Backbone, BuildContext, Features, Model, VolumeModel } from "../model/model.ts";
import type { Refiner, RefinerContext } from "../model/refiner.ts";
import type { Loss, LossBuildContext } from "../loss/loss.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import type { Schedule } from "../optim/schedule.ts";
import type { Tensor5D } from "../tensor/tf.ts";
import type { Metric } from "../metric/metric.ts";
import type { Planner } from "../data/planner.ts";
import type { Report } from "../report/report.ts";

/** What a component without needs of its own is built with. */
export type NoContext = Record<never, never>;

/** What a transform is built with. */
export interface TransformContext {
  /** Of the samples; 2 unless given. */
  readonly axes?: Axes;
}

/**
 * The closed list of what can be plugged in: for each kind, what its factory is given and what it makes; under `images` and
 * `volumes` the same for a component of one of them alone.
 * Names within a kind are open; a new kind is a change of core.
 */
export interface Kinds {
  /** Where tensors live and run. */
  backend: { context: NoContext; product: BackendFactory };
  /** Cases with their images and label maps. */
  dataset: { context: DatasetContext; product: Promise<Dataset> };
  /** How to train on volumes, from what they are. */
  planner: { context: NoContext; product: Planner };
  /** A random change to a training sample. */
  transform: {
    context: TransformContext;
    product: AnyTransform;
    images: { context: TransformContext; product: Transform };
    volumes: { context: TransformContext; product: VolumeTransform };
  };
  /** Feature extractor of a model. */
  backbone: { context: BuildContext; product: Backbone };
  /** Network from images to logits. */
  model: {
    context: BuildContext;
    product: AnyModel;
    images: { context: BuildContext; product: Model };
    volumes: { context: BuildContext; product: VolumeModel };
  };
  /** Replaces the features at some slots (UAFR and its comparators). */
  refiner: {
    context: RefinerContext<AnyModel>;
    product: Refiner<Features>;
    images: { context: RefinerContext<Model>; product: Refiner };
    volumes: { context: RefinerContext<VolumeModel>; product: Refiner<Tensor5D> };
  };
  /** One term of the training loss. */
  loss: {
    context: LossBuildContext<AnyModel>;
    product: Loss<Features>;
    images: { context: LossBuildContext<Model>; product: Loss };
    volumes: { context: LossBuildContext<VolumeModel>; product: Loss<Tensor5D> };
  };
  /** Update rule of the weights. */
  optimizer: { context: NoContext; product: Optimizer };
  /** Learning rate as a function of the step. */
  schedule: { context: NoContext; product: Schedule };
  /** Number for one predicted label map against the truth. */
  metric: { context: NoContext; product: Metric };
  /** Something written about an evaluation. */
  report: { context: NoContext; product: Report };
}

/** Name of a kind of component. */
export type Kind = keyof Kinds;

/** Every kind, in the order data flows. */
export const KINDS: readonly Kind[] = [
  "backend",
  "dataset",
  "planner",
  "transform",
  "backbone",
  "model",
  "refiner",
  "loss",
  "optimizer",
  "schedule",
  "metric",
  "report",
];
