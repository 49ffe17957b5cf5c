/**
 * Metrics: their contract, counts of pixels, statistics over images, and the geometry of masks.
 *
 * @module
 */
export * from "./confusion.ts";
export * from "./metric.ts";
export * from "./summarize.ts";
export * from "./surface/mod.ts";
export * from "./volume_pair.ts";
