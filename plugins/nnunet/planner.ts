/**
 * The planner by itself: imports no tensor library, so that data workers stay light.
 *
 * @module
 */
import type { Planner, PlanningContext, VolumePlan } from "@dragsaw/core/data";
import { type Component, define, OptionError, type Plugin } from "@dragsaw/core/registry";
import { z } from "zod";
import { cachedFingerprint } from "./plan/cached_fingerprint.ts";
import { describePlan } from "./plan/describe_plan.ts";
import { makePlan } from "./plan/make_plan.ts";
import { parseBytes } from "./plan/parse_bytes.ts";
import { type ConfigurationName, configurationOf, type Plan, prepareSettings } from "./plan/plan.ts";
import { formatPlan, parsePlan } from "./plan/plan_file.ts";
import { prepareCase } from "./preprocess/prepare.ts";
import { restoreLabels, restorePrediction } from "./preprocess/restore.ts";

/** Of the preparation: another number, and what was prepared before counts no more. */
const VERSION = 1;

/** The network whose plan is for residual blocks; others have that of `unet3d`. */
const RESIDUAL = "resenc-unet3d";

/** What a planner is built with. */
export interface NnunetPlannerOptions {
  /** Memory that a training may take, as in 8GB. */
  readonly memory: string;
  /** Which of the plan's configurations is trained. */
  readonly configuration: ConfigurationName;
}

/** Plans from the fingerprint of the training cases, by nnU-Net's rules. */
export function createNnunetPlanner({ memory, configuration }: NnunetPlannerOptions): Planner {
  const budget = bytesOf(memory);
  return {
    async plan(context) {
      const { dataset, cases, precision, folder, model, onCase } = context;
      const { fingerprint } = await cachedFingerprint(folder, cases, volumesOf(context), dataset.classes, {
        ...onCase && { onCase },
      });
      const residual = model === RESIDUAL;
      return volumePlan(makePlan(fingerprint, { memory: budget, precision, residual }), configuration);
    },
    read: (text, name) => volumePlan(parsePlan(text, name), configuration),
  };
}

function bytesOf(memory: string): number {
  try {
    return parseBytes(memory);
  } catch (error) {
    throw new OptionError(["memory"], (error as Error).message);
  }
}

function volumesOf({ dataset: { name, volumes } }: PlanningContext) {
  if (volumes) return volumes;
  throw new OptionError(["type"], `plans for volumes (3D), the dataset "${name}" holds pictures`);
}

/** One configuration of a plan, as a training takes it. */
function volumePlan(plan: Plan, name: ConfigurationName): VolumePlan {
  const { patch, batch, network, batchDice } = configurationFor(plan, name);
  const settings = prepareSettings(plan, name), classes = plan.classes.length;
  return {
    patch,
    batchSize: batch,
    model: { ...network },
    ...network.blocks && { network: RESIDUAL },
    losses: { batch: batchDice },
    preparation: ["nnunet", VERSION, settings],
    prepare: (id, sample) => prepareCase(id, sample, settings),
    restoreLabels: (placement) => restoreLabels(placement, classes),
    restorePrediction: (placement) => restorePrediction(placement, classes),
    describe: () => describePlan(plan),
    text: formatPlan(plan),
  };
}

function configurationFor(plan: Plan, name: ConfigurationName) {
  try {
    return configurationOf(plan, name);
  } catch (error) {
    throw new OptionError(["configuration"], (error as Error).message);
  }
}

/** `nnunet`: how nnU-Net would train on the data, within a budget of memory. */
export const nnunetPlanner: Component = define("planner", "nnunet", {
  summary: "Spacing, patch, batch and network from the data and a budget of memory, as nnU-Net plans",
  source: "nnU-Net (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z), supplement",
  options: () => ({
    memory: z.string().default("8GB").describe("Memory that a training may take, as in 8GB or 7.5GiB"),
    configuration: z.enum(["3d-fullres", "3d-lowres", "2d"]).default("3d-fullres").describe(
      "Volumes at full resolution, coarser ones where the plan has them, or slices",
    ),
  }),
  build: createNnunetPlanner,
});

/** What data workers need of this package. */
const plugin: Plugin = { name: "@dragsaw/nnunet", apiVersion: 1, components: [nnunetPlanner] };
export default plugin;
