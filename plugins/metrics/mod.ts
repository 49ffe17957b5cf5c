/**
 * Metrics of predicted label maps. The paper's tables most likely hold `dice`, `jaccard` and `accuracy` averaged over images; `m-dice`
 * and `m-iou` are what the authors' code prints.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { overlapMetrics } from "./overlap.ts";

export * from "./overlap.ts";

/** Overlap metrics. */
const plugin: Plugin = { name: "@dragsaw/metrics", apiVersion: 1, components: overlapMetrics };
export default plugin;
