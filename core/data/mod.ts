/**
 * Cases, samples, random streams and batches. Imports no tensor library, so that data workers stay light.
 *
 * @module
 */
export * from "./affine.ts";
export * from "./ahead.ts";
export * from "./batch.ts";
export * from "./dataset.ts";
export * from "./examination.ts";
export * from "./folds.ts";
export * from "./fraction.ts";
export * from "./input.ts";
export * from "./load_error.ts";
export * from "./loader.ts";
export * from "./maker.ts";
export * from "./order.ts";
export * from "./random.ts";
export * from "./reduce.ts";
export * from "./resample.ts";
export * from "./sample.ts";
export * from "./serve_batches.ts";
export * from "./stratify.ts";
export * from "./transform.ts";
export * from "./volume_source.ts";
export * from "./windows.ts";
export * from "./worker_protocol.ts";
