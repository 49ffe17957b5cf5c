/**
 * Patch-dragsaw contrastive regularisation (arXiv 2201.08779; method.md section 1): features at sampled units of a layer are
 * pulled together or pushed apart as the foreground ratios of the image patches they see say. It knows slot names only, and costs
 * nothing at inference.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { pdcrCrossLayer } from "./cross_layer.ts";
import { pdcr } from "./pdcr.ts";

export { divergence } from "./affinity.ts";
export { affinityRegression } from "./affinity_regression.ts";
export { drawNearBoundary, mixedUnits } from "./boundary.ts";
export { contrast, cosines } from "./contrast.ts";
export type { ContrastOptions, Form } from "./contrast.ts";
export { pdcrCrossLayer } from "./cross_layer.ts";
export { gatherUnits } from "./gather_units.ts";
export { indicators, integralImage } from "./integral.ts";
export { patchDivergence } from "./patch_dice.ts";
export { pdcr } from "./pdcr.ts";
export { averageRatio, foregroundRatio } from "./ratio.ts";
export type { Phi, RatioOptions, RatioReader } from "./ratio.ts";
export { softSupcon } from "./soft_supcon.ts";
export type { SupconPairs } from "./soft_supcon.ts";
export { unitWeights } from "./unit_weights.ts";
export type { Emphasis } from "./unit_weights.ts";
export { allUnits, drawUnits, gridUnits, strideUnits } from "./units.ts";
export type { Cell } from "./units.ts";
export { area, centre, clip, window } from "./windows.ts";
export type { Box, WindowRule } from "./windows.ts";

/** PDCR within and between layers. */
const plugin: Plugin = { name: "@dragsaw/pdcr", apiVersion: 1, components: [pdcr, pdcrCrossLayer] };
export default plugin;
