/**
 * Weight files of PyTorch and safetensors: reading, names, import into the parameters of a network.
 *
 * @module
 */
export * from "./import_weights.ts";
export * from "./read_weights.ts";
export * from "./weight_file.ts";
export * from "./weight_file_error.ts";
export * from "./weight_map.ts";
