/**
 * nnU-Net's networks and losses on volumes.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { diceCrossEntropyLoss } from "./deep_supervision.ts";
import { unet3d } from "./unet3d.ts";

export * from "./deep_supervision.ts";
export * from "./dice_cross_entropy.ts";
export * from "./options.ts";
export * from "./plan/mod.ts";
export { createNnunetPlanner, nnunetPlanner, type NnunetPlannerOptions } from "./planner.ts";
export * from "./postprocess/mod.ts";
export * from "./preprocess/mod.ts";
export * from "./step.ts";
export * from "./unet3d.ts";

/** Networks and losses; the planner is a plugin of its own, `@dragsaw/nnunet/planner`. */
const plugin: Plugin = { name: "@dragsaw/nnunet", apiVersion: 1, components: [unet3d, diceCrossEntropyLoss] };
export default plugin;
