/**
 * Cases, samples, random streams and batches. Imports no tensor library, so that data workers stay light.
 *
 * @module
 */
export * from "./dataset.ts";
export * from "./random.ts";
export * from "./sample.ts";
export * from "./transform.ts";
