import { OptionError, within } from "@dragsaw/core";
import type { Transform } from "@dragsaw/core/data";
import { UsageError } from "../shared/command.ts";
import type { TrainingOrder } from "./epochs_of.ts";
import type { OpenedCases } from "./open_cases.ts";

/** What makes the inputs of a training out of its cases. */
export interface TrainingInputs {
  /** The network's [height, width]. */
  readonly size: readonly [number, number];
  /** In the order they act. */
  readonly transforms: readonly Transform[];
  /** Which cases come when. */
  readonly order: TrainingOrder;
}

/** Builds it as a training on pictures does. @throws {UsageError} where the config leaves out what it wants. */
export function trainingInputs(opened: OpenedCases): TrainingInputs {
  const { config: { name, size, augment, seed, train }, cases, registry } = opened;
  if (size?.length !== 2 || train.batchSize === undefined) {
    throw new UsageError(`${name} wants size: [height, width] and train.batchSize for --augmented`);
  }
  const [height, width] = size, images = train.batchSize * train.accumulate;
  const steps = train.steps ?? Math.round(train.epochs! * Math.floor(cases.length / images));
  try {
    const transforms = augment.map((spec, i) =>
      within(["augment", i], () => registry.build("transform", spec, { axes: 2 })) as Transform
    );
    return { size: [height, width], transforms, order: { count: cases.length, images, seed, steps } };
  } catch (error) {
    throw error instanceof OptionError ? opened.explain(error) : error;
  }
}
