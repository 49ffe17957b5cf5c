/**
 * Tensors: the array API, the backend contract, and the ops that the pipeline needs beyond TensorFlow.js.
 *
 * @module
 */
export * from "./backend.ts";
export * from "./compile.ts";
export * from "./end_part.ts";
export * from "./fused.ts";
export * from "./ops/mod.ts";
export * from "./select.ts";
export * from "./tf.ts";
