/**
 * Cases, samples, random streams and batches. Imports no tensor library, so that data workers stay light.
 *
 * @module
 */
export * from "./affine.ts";
export * from "./ahead.ts";
export * from "./batch.ts";
export * from "./dataset.ts";
export * from "./draw_all.ts";
export * from "./examination.ts";
export * from "./folds.ts";
export * from "./fraction.ts";
export * from "./input.ts";
export * from "./load_error.ts";
export * from "./loader.ts";
export * from "./maker.ts";
export * from "./open_source.ts";
export * from "./order.ts";
export * from "./planner.ts";
export * from "./prepared_cases.ts";
export * from "./random.ts";
export * from "./reduce.ts";
export * from "./resample.ts";
export * from "./sample.ts";
export * from "./serve_batches.ts";
export * from "./stratify.ts";
export * from "./transform.ts";
export * from "./volume_source.ts";
export * from "./warp.ts";
export * from "./volumes/draw_patch.ts";
export * from "./volumes/keep_prepared.ts";
export * from "./volumes/linear3.ts";
export * from "./volumes/patch_maker.ts";
export * from "./volumes/patch_order.ts";
export * from "./volumes/placement.ts";
export * from "./volumes/prepared_case.ts";
export * from "./volumes/read_patch.ts";
export * from "./volumes/volume_transform.ts";
export * from "./windows.ts";
export * from "./worker_protocol.ts";
