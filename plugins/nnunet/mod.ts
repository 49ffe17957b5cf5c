/**
 * nnU-Net's networks and losses on volumes.
 *
 * @module
 */
export * from "./deep_supervision.ts";
export * from "./dice_cross_entropy.ts";
export * from "./options.ts";
export * from "./plan/mod.ts";
export * from "./preprocess/mod.ts";
export * from "./step.ts";
export * from "./unet3d.ts";
