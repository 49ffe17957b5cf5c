/**
 * The config of a run: its schema, how it is read and checked, and how it is written.
 *
 * @module
 */
export { completeConfig, type Planned } from "./complete.ts";
export { type ComponentText, componentTexts, describeComponents, type OptionText } from "./describe.ts";
export { readDocument, type YamlDocument } from "./document.ts";
export { type ConfigFiles, diskFiles, type Layers, readLayers } from "./extends.ts";
export { type JsonSchema, jsonSchema, toJsonSchema } from "./json_schema.ts";
export { loadConfig, type LoadedConfig, type LoadOptions } from "./load.ts";
export { merge } from "./merge.ts";
export {
  ConfigError,
  formatPlace,
  formatProblem,
  mismatch,
  type Path,
  type Place,
  type Problem,
} from "./problem.ts";
export * from "./run_config.ts";
export { runSchema, type RunSchemaOptions } from "./run_schema.ts";
export { componentNames, createSchemaLookup, type SchemaLookup } from "./schema_lookup.ts";
export { schemaText } from "./schema_text.ts";
export { applySet } from "./set.ts";
export { type Branch, type Entry, type Leaf, type List, locate, type Tree, typeOf, valueOf } from "./tree.ts";
export { formatConfig, hashConfig } from "./write.ts";
