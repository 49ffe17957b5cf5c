/**
 * Uncertainty-aware feature re-weighting, as the refiner `uafr`.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { uafr } from "./uafr.ts";

export * from "./uafr.ts";
export * from "./uncertainty_weight.ts";

/** The refiner. */
const plugin: Plugin = { name: "@dragsaw/uafr", apiVersion: 1, components: [uafr] };
export default plugin;
