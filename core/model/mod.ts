/**
 * Networks with named slots, their weights and layers.
 *
 * @module
 */
export * from "./find_slot.ts";
export * from "./layers/mod.ts";
export * from "./model.ts";
export * from "./output_at.ts";
export * from "./parameters.ts";
export * from "./plan_parameters.ts";
export * from "./receptive_field.ts";
export * from "./refiner.ts";
