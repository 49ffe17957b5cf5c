/**
 * Segmentation of volumes: sliding windows, bounded memory.
 *
 * @module
 */
export * from "./cut_patch.ts";
export * from "./logits_of.ts";
export * from "./segment_volume.ts";
