import { type Precision, type Tensor, type Tensors, tf, type Variable } from "@dragsaw/core/tensor";
import { type DTypeName, DTYPES } from "../dtype.ts";
import type { NodeBackend } from "../node_backend.ts";
import type { Session } from "../session.ts";
import { Autocast } from "./autocast.ts";
import type { Finish } from "./executable.ts";
import { Graph, type Symbol } from "./graph.ts";
import type { Program, Source } from "./program.ts";
import { Tracer } from "./tracer.ts";

type Recorder = Tracer<Exclude<Source, { captured: number }>>;
type Traced = (inputs: Tensors) => Tensors;

/**
 * Runs `fn` once on stand-ins and makes a TensorFlow function of the ops that it ran.
 *
 * Every variable gets a stand-in of its own as value: two variables may share their data before a step (a teacher and its
 * student) and differ after it. A variable that holds something else afterwards was assigned.
 *
 * @param name A function name that the context does not have yet.
 * @param options What convolutions and matrix products are computed in, and what makes the graph runnable.
 * @throws {TypeError} when `fn` reads values, makes variables, or runs an op whose output size depends on values.
 * @throws {TensorFlowError} when TensorFlow refuses an op.
 */
export function record(
  session: Session,
  node: NodeBackend,
  name: string,
  fn: Traced,
  inputs: Tensors,
  { precision, finish }: { precision: Precision; finish: Finish },
): Program {
  const graph = new Graph(session.c, session.status);
  const tracer: Recorder = new Tracer(
    graph,
    precision === "bfloat16" ? new Autocast(graph, true) : graph,
    session.handles,
    true,
  );
  const variables = Object.values(tf.engine().registeredVariables);
  const values = variables.map((variable) => tf.keep(variable.clone()));
  try {
    const traced = session.binding.during(
      tracer,
      () => tf.tidy(() => runOnce(node, tracer, fn, inputs, variables)),
    );
    return {
      executable: finish(name, graph, tracer.arguments, traced.symbols),
      sources: tracer.sources,
      outputs: traced.outputs,
      assigned: traced.assigned,
    };
  } catch (error) {
    tf.dispose(variablesSince(variables));
    for (const source of tracer.sources) if ("captured" in source) session.handles.delete(source.captured);
    graph.free();
    throw error;
  } finally {
    variables.forEach((variable, i) => variable.assign(values[i]));
    tf.dispose(values);
  }
}

/** Runs `fn` under the tracer. @returns Names of outputs, variables assigned, and the places of both in the graph. */
function runOnce(
  node: NodeBackend,
  tracer: Recorder,
  fn: Traced,
  inputs: Tensors,
  variables: readonly Variable[],
): { outputs: string[]; assigned: Variable[]; symbols: Symbol[] } {
  const standIn = (source: Exclude<Source, { captured: number }>, { shape, dtype }: Tensor) =>
    node.createOutputTensor(tracer.standIn(source, shape, DTYPES[dtype as DTypeName]));
  const standIns = variables.map((variable) => standIn({ variable }, variable));
  variables.forEach((variable, i) => variable.assign(standIns[i]));
  const results = fn(
    Object.fromEntries(Object.entries(inputs).map(([key, x]) => [key, standIn({ input: key }, x)])),
  );
  refuseOthers(results);
  refuseNewVariables(variables);
  const assigned = variables.filter((variable, i) => variable.dataId !== standIns[i].dataId);
  const symbols = node.getInputTensorIds([...Object.values(results), ...assigned]).map((id) =>
    tracer.result(id)
  );
  return { outputs: Object.keys(results), assigned, symbols };
}

/** A promise would look like a record without results. */
function refuseOthers(results: Tensors): void {
  if (results instanceof Promise) {
    throw new TypeError("Tracing a function: it returns a promise, wanted a record of tensors");
  }
  for (const [key, value] of Object.entries(results)) {
    if (!(value instanceof tf.Tensor)) {
      throw new TypeError(`Tracing a function: its result "${key}" is a ${typeof value}, wanted a tensor`);
    }
  }
}

function refuseNewVariables(before: readonly Variable[]): void {
  const names = variablesSince(before).map(({ name }) => name).join(", ");
  if (names === "") return;
  throw new TypeError(
    `Tracing a function: it makes variables (${names}); make them before (an optimizer's slots too)`,
  );
}

function variablesSince(before: readonly Variable[]): Variable[] {
  const known = new Set(before);
  return Object.values(tf.engine().registeredVariables).filter((variable) => !known.has(variable));
}
