import { type Precision, type Tensors, tf, type Variable } from "@dragsaw/core/tensor";
import { type DTypeName, DTYPES } from "../dtype.ts";
import type { NodeBackend } from "../node_backend.ts";
import type { Session } from "../session.ts";
import { Autocast } from "./autocast.ts";
import type { Finish } from "./executable.ts";
import { Graph, type Symbol } from "./graph.ts";
import { guarded } from "./guard.ts";
import type { Parts } from "./parts.ts";
import type { Program } from "./program.ts";
import type { Residents } from "./residents.ts";
import { firstRefusal, tracedName } from "./refusal.ts";
import { Tracer } from "./tracer.ts";

type Traced = (inputs: Tensors) => Tensors;

/** How a function is recorded. */
export interface RecordOptions {
  /** What convolutions and matrix products are computed in. */
  readonly precision: Precision;
  /** Makes the graph runnable. */
  readonly finish: Finish;
  /** Where variables live; without it their values go in and out. */
  readonly residents?: Residents | undefined;
  /** Takes down which operation is for what. */
  readonly parts?: Parts | undefined;
}

/**
 * Runs `fn` once on stand-ins and makes a TensorFlow function of the ops that it ran.
 *
 * Every variable gets a stand-in of its own as value: two variables may share their data before a step (a teacher and its
 * student) and differ after it. A variable that holds something else afterwards was assigned.
 *
 * @param name A function name that the context does not have yet.
 * @throws {TypeError} when `fn` reads values, draws numbers by a state, makes variables, or runs an op whose output size
 * depends on values.
 * @throws {TensorFlowError} when TensorFlow refuses an op.
 */
export function record(
  session: Session,
  node: NodeBackend,
  name: string,
  fn: Traced,
  inputs: Tensors,
  { precision, finish, residents, parts }: RecordOptions,
): Program {
  const graph = new Graph(session.c, session.status, parts);
  const tracer = new Tracer(
    graph,
    precision === "bfloat16" ? new Autocast(graph, true) : graph,
    session.handles,
    { fuses: true, resident: residents !== undefined },
  );
  const variables = Object.values(tf.engine().registeredVariables);
  const values = variables.map((variable) => tf.keep(variable.clone()));
  try {
    const traced = session.binding.during(
      tracer,
      () => guarded(() => tf.tidy(() => runOnce(node, tracer, fn, inputs, variables))),
    );
    return {
      executable: finish(name, graph, tracer.arguments, traced.symbols),
      sources: tracer.sources,
      outputs: traced.outputs,
      assigned: traced.assigned,
      residents,
    };
  } catch (error) {
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
  tracer: Tracer,
  fn: Traced,
  inputs: Tensors,
  variables: readonly Variable[],
): { outputs: string[]; assigned: Variable[]; symbols: Symbol[] } {
  const before = variables.map((variable) => standFor(node, tracer, variable));
  const results = fn(
    Object.fromEntries(
      Object.entries(inputs).map(([input, { shape, dtype }]) => {
        const standIn = tracer.standIn({ input }, shape, DTYPES[dtype as DTypeName]);
        return [input, node.createOutputTensor(standIn)];
      }),
    ),
  );
  refuseOthers(results);
  const assigned = variables.filter((variable, i) => variable.dataId !== before[i]);
  const symbols = node.getInputTensorIds(Object.values(results)).map((id) => tracer.result(id));
  symbols.push(...tracer.assign(assigned, node.getInputTensorIds(assigned)));
  return { outputs: Object.keys(results), assigned, symbols };
}

/** Gives `variable` a stand-in that it alone holds. @returns What tells whether it was assigned since. */
function standFor(node: NodeBackend, tracer: Tracer, variable: Variable): object {
  const standIn = node.createOutputTensor(tracer.variableStandIn(variable));
  const { dataId } = standIn;
  variable.assign(standIn);
  standIn.dispose();
  return dataId;
}

/** A promise would look like a record without results. */
function refuseOthers(results: Tensors): void {
  refusePromise(results);
  for (const [key, value] of Object.entries(results)) {
    refusePromise(value);
    if (!(value instanceof tf.Tensor)) {
      throw new TypeError(
        `Tracing ${tracedName()}: its result "${key}" is a ${typeof value}, wanted a tensor`,
      );
    }
  }
}

function refusePromise(result: unknown): void {
  if (!(result instanceof Promise)) return;
  result.catch(() => {}); // What it fails with was refused just now, or comes of going on when tracing is over.
  throw firstRefusal() ??
    new TypeError(`Tracing ${tracedName()}: it returns a promise, wanted a record of tensors`);
}
