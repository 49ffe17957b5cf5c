import { CONTEXT_SYMBOLS } from "./context.ts";
import { EAGER_OPERATION_SYMBOLS } from "./eager_operation.ts";
import { GRAPH_SYMBOLS } from "./graph.ts";
import { HANDLE_SYMBOLS } from "./handle.ts";
import { SESSION_SYMBOLS } from "./session.ts";
import { STATUS_SYMBOLS } from "./status.ts";
import { TENSOR_SYMBOLS } from "./tensor.ts";

/** Every C function that we call: all are in TensorFlow since 2.9. */
export const SYMBOLS = {
  ...STATUS_SYMBOLS,
  ...TENSOR_SYMBOLS,
  ...CONTEXT_SYMBOLS,
  ...HANDLE_SYMBOLS,
  ...EAGER_OPERATION_SYMBOLS,
  ...GRAPH_SYMBOLS,
  ...SESSION_SYMBOLS,
} as const;

/** The C functions of an opened library. */
export type TensorFlowC = Deno.DynamicLibrary<typeof SYMBOLS>["symbols"];
