/**
 * Networks with named slots, their weights and layers.
 *
 * @module
 */
export * from "./model.ts";
export * from "./parameters.ts";
export * from "./receptive_field.ts";
export * from "./refiner.ts";
