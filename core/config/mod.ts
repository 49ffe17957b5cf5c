/**
 * The config of a run: its schema, how it is read and checked, and how it is written.
 *
 * @module
 */
export { type ComponentText, componentTexts, describeComponents, type OptionText } from "./describe.ts";
export type { ConfigFiles } from "./extends.ts";
export { type JsonSchema, jsonSchema } from "./json_schema.ts";
export { loadConfig, type LoadedConfig, type LoadOptions } from "./load.ts";
export { ConfigError, formatProblem, type Path, type Place, type Problem } from "./problem.ts";
export * from "./run_config.ts";
export { formatConfig, hashConfig } from "./write.ts";
