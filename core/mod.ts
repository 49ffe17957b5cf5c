/**
 * Contracts and pipeline of Dragsaw: everything a plugin imports.
 *
 * @module
 */
export * from "./checkpoint/atomic.ts";
export * from "./checkpoint/checkpoint.ts";
export * from "./checkpoint/safetensors.ts";
export * from "./config/mod.ts";
export * from "./data/mod.ts";
export * from "./loss/loss.ts";
export * from "./metric/mod.ts";
export * from "./model/mod.ts";
export * from "./optim/clip.ts";
export * from "./optim/optimizer.ts";
export * from "./optim/schedule.ts";
export * from "./registry/mod.ts";
export * from "./report/report.ts";
export * from "./tensor/mod.ts";
export * from "./train/mod.ts";
export * from "./weights/mod.ts";
