import type { BackendFactory } from "../tensor/backend.ts";
import type { Dataset, DatasetContext } from "../data/dataset.ts";
import type { Transform } from "../data/transform.ts";
import type { Backbone, BuildContext, Model } from "../model/model.ts";
import type { Refiner } from "../model/refiner.ts";
import type { Loss, LossBuildContext } from "../loss/loss.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import type { Schedule } from "../optim/schedule.ts";
import type { Metric } from "../metric/metric.ts";
import type { Report } from "../report/report.ts";

/** What a component without needs of its own is built with. */
export type NoContext = Record<never, never>;

/**
 * The closed list of what can be plugged in: for each kind, what its factory is given and what it makes.
 * Names within a kind are open; a new kind is a change of core.
 */
export interface Kinds {
  /** Where tensors live and run. */
  backend: { context: NoContext; product: BackendFactory };
  /** Cases with their images and label maps. */
  dataset: { context: DatasetContext; product: Promise<Dataset> };
  /** A random change to a training sample. */
  transform: { context: NoContext; product: Transform };
  /** Feature extractor of a model. */
  backbone: { context: BuildContext; product: Backbone };
  /** Network from images to logits. */
  model: { context: BuildContext; product: Model };
  /** Replaces the features at some slots (UAFR and its comparators). */
  refiner: { context: BuildContext & { readonly model: Model }; product: Refiner };
  /** One term of the training loss. */
  loss: { context: LossBuildContext; product: Loss };
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
