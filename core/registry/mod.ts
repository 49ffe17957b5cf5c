/**
 * How components are defined, named, checked and built.
 *
 * @module
 */
export * from "./define.ts";
export * from "./kinds.ts";
export * from "./registry.ts";
export * from "./suggest.ts";
