import type { Precision } from "@dragsaw/core/tensor";
import type { Triple } from "@dragsaw/core/volume";
import type { PlannedShape } from "../options.ts";
import type { Normalization } from "../preprocess/normalize.ts";
import type { TargetSpacing } from "../preprocess/placement.ts";
import type { PrepareSettings } from "../preprocess/prepare.ts";

/** Which of a plan's configurations: slices, volumes at full resolution, coarser volumes. */
export type ConfigurationName = "2d" | "3d-fullres" | "3d-lowres";

/** One way to train on the data. Sizes and spacings are depth, height, width. */
export interface Configuration {
  /** Spacing that cases are resampled to, mm; slices stay as far apart as they are (null) for `2d`. */
  readonly spacing: TargetSpacing;
  /** Median voxels of the cases at that spacing. */
  readonly medianSize: Triple;
  /** Voxels of a patch; its depth is 1 for `2d`. */
  readonly patch: Triple;
  /** Patches in a step. */
  readonly batch: number;
  /** The network; kernels and strides are flat for `2d`. */
  readonly network: PlannedShape;
  /** Whether Dice counts over the batch as one: where a patch sees little of a case. */
  readonly batchDice: boolean;
  /** Bytes that a training step is thought to need. */
  readonly memory: number;
}

/** How to train on a dataset. Plain data, every value of which may be edited. */
export interface Plan {
  /** Of this format. */
  readonly version: 1;
  /** Training cases it was made from. */
  readonly cases: number;
  /** Names of the channels. */
  readonly channels: readonly string[];
  /** Names of the classes, the background first. */
  readonly classes: readonly string[];
  /** Which of up (0), front (1) and right (2) are depth, height and width: the coarsest is the depth. */
  readonly order: Triple;
  /** Of each channel. */
  readonly normalizations: readonly Normalization[];
  /** Bytes that training may take. */
  readonly budget: number;
  /** What convolutions are computed in. */
  readonly precision: Precision;
  /** By name; volumes of one slice have `2d` alone. */
  readonly configurations: Readonly<Partial<Record<ConfigurationName, Configuration>>>;
}

/** A configuration by name. @throws {RangeError} naming those that there are. */
export function configurationOf(plan: Plan, name: ConfigurationName): Configuration {
  const found = plan.configurations[name];
  if (found) return found;
  const names = Object.keys(plan.configurations).join(", ");
  throw new RangeError(`Cannot use the configuration "${name}": the plan has ${names}`);
}

/** How cases are prepared for a configuration. */
export function prepareSettings(plan: Plan, name: ConfigurationName): PrepareSettings {
  const { order, normalizations, classes } = plan;
  return { order, spacing: configurationOf(plan, name).spacing, normalizations, classes: classes.length };
}
