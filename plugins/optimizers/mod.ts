/**
 * Optimisers with PyTorch's formulas, and learning-rate schedules.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { adamComponent, adamwComponent } from "./adam.ts";
import { cosineComponent } from "./cosine.ts";
import { decayComponents } from "./decay.ts";
import { sgdComponent } from "./sgd.ts";

export * from "./adam.ts";
export * from "./cosine.ts";
export * from "./decay.ts";
export * from "./sgd.ts";

/** Optimisers and schedules. */
const plugin: Plugin = {
  name: "@dragsaw/optimizers",
  apiVersion: 1,
  components: [adamComponent, adamwComponent, sgdComponent, cosineComponent, ...decayComponents],
};
export default plugin;
