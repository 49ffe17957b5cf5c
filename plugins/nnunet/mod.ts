/**
 * nnU-Net's networks and losses on volumes.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { diceCrossEntropyLoss } from "./deep_supervision.ts";
import { resencUNet3d } from "./resenc_unet3d.ts";
import { unet3d } from "./unet3d.ts";
import { vnet } from "./vnet.ts";

export * from "./deep_supervision.ts";
export * from "./dice_cross_entropy.ts";
export * from "./options.ts";
export * from "./plan/mod.ts";
export { createNnunetPlanner, nnunetPlanner, type NnunetPlannerOptions } from "./planner.ts";
export * from "./postprocess/mod.ts";
export * from "./preprocess/mod.ts";
export * from "./resenc_unet3d.ts";
export * from "./step.ts";
export type { VolumeContext } from "./u_network.ts";
export * from "./unet3d.ts";
export * from "./vnet.ts";

/** Networks and losses; the planner is a plugin of its own, `@dragsaw/nnunet/planner`. */
const plugin: Plugin = {
  name: "@dragsaw/nnunet",
  apiVersion: 1,
  components: [unet3d, resencUNet3d, vnet, diceCrossEntropyLoss],
};
export default plugin;
