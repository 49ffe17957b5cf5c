/**
 * How components are defined, named, checked and built.
 *
 * @module
 */
export { ContractError } from "../contract/contract_error.ts";
export { checkPlugin } from "./check_plugin.ts";
export * from "./define.ts";
export { type ImportModule, importPlugin } from "./import_plugin.ts";
export * from "./kinds.ts";
export * from "./registry.ts";
export * from "./suggest.ts";
