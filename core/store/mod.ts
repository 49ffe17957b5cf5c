/**
 * A bounded folder of typed arrays, keyed by what they were made from. Imports no tensor library.
 *
 * @module
 */
export * from "./arrays.ts";
export * from "./digest.ts";
export type { Entry } from "./entry.ts";
export * from "./key.ts";
export * from "./store.ts";
export { StoreError } from "./store_error.ts";
