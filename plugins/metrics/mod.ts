/**
 * Metrics of predicted label maps. The paper's tables most likely hold `dice`, `jaccard` and `accuracy` averaged over images; `m-dice`
 * and `m-iou` are what the authors' code prints; `hd95`, `assd` and `nsd` are of surfaces, in mm.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { overlapMetrics } from "./overlap.ts";
import { surfaceMetrics } from "./surface.ts";
import { unmatched } from "./unmatched.ts";

export * from "./overlap.ts";
export * from "./surface.ts";
export { unmatched } from "./unmatched.ts";

/** Metrics of overlaps and surfaces. */
const plugin: Plugin = {
  name: "@dragsaw/metrics",
  apiVersion: 1,
  components: [...overlapMetrics, ...surfaceMetrics, unmatched],
};
export default plugin;
