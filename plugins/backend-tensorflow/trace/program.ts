import type { Tensor, Tensors, tf, Variable } from "@dragsaw/core/tensor";
import type { NodeBackend } from "../node_backend.ts";
import type { Executable } from "./executable.ts";
import type { Residents } from "./residents.ts";

/** What an argument of a program is taken from at each call. */
export type Source =
  | { readonly input: string }
  | { readonly variable: Variable }
  | { readonly captured: number };

/** A traced function: one graph, and what goes in and out. */
export interface Program {
  /** Its graph. */
  readonly executable: Executable;
  /** Where each argument comes from. */
  readonly sources: readonly Source[];
  /** Names of the first results. */
  readonly outputs: readonly string[];
  /** Variables that it changes: in their place, or as further results. */
  readonly assigned: readonly Variable[];
  /** Where variables live; without it their values go in and out. */
  readonly residents: Residents | undefined;
}

/**
 * Runs a program off the event loop's thread; variables hold their new values when the promise is fulfilled. When it is
 * rejected, some may and others may not.
 *
 * @throws {TensorFlowError} with TensorFlow's message.
 */
export async function runProgram(
  node: NodeBackend,
  program: Program,
  inputs: Tensors,
): Promise<Record<string, Tensor>> {
  const { executable, sources, outputs, assigned, residents } = program;
  const ids = sources.map((source) => sourceId(node, source, inputs, residents));
  const results = await executable.run(ids);
  const tensors = results.map((metadata) => node.createOutputTensor(metadata));
  assigned.forEach((variable, i) => {
    if (residents) return residents.renew(variable);
    const value = tensors[outputs.length + i];
    variable.assign(value);
    value.dispose();
  });
  return Object.fromEntries(outputs.map((output, i) => [output, tensors[i]]));
}

function sourceId(
  node: NodeBackend,
  source: Source,
  inputs: Tensors,
  residents: Residents | undefined,
): number {
  if ("captured" in source) return source.captured;
  if (residents && "variable" in source) return residents.enter(source.variable);
  const tensor: tf.TensorInfo = "input" in source ? inputs[source.input] : source.variable;
  return node.getInputTensorIds([tensor])[0];
}
