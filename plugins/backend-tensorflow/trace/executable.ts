import type { OpCost } from "@dragsaw/core/tensor";
import type { TensorMetadata } from "../binding/handles.ts";
import { cString } from "../c_string.ts";
import type { Session } from "../session.ts";
import type { Graph, Symbol } from "./graph.ts";
import { GraphSession } from "./graph_session.ts";
import type { Parts } from "./parts.ts";

/** A finished graph that can be run. */
export interface Executable {
  /** Runs it off the event loop's thread. @param inputs Numbers of tensors. @throws {TensorFlowError} */
  run(inputs: readonly number[]): Promise<TensorMetadata[]>;
  /** Gives back its memory. */
  close(): void;
}

/** Makes a graph runnable under a name; takes the graph over. */
export interface Finish {
  (name: string, graph: Graph, inputs: readonly Symbol[], outputs: readonly Symbol[]): Executable;
}

/** As a TensorFlow function, an op by its name. */
export function finishAsFunction({ c, context, status, eager }: Session): Finish {
  return (name, graph, inputs, outputs) => {
    const made = graph.toFunction(name, inputs, outputs);
    graph.free();
    try {
      c.TFE_ContextAddFunction(context, made, status.pointer);
      status.check(name);
    } finally {
      c.TF_DeleteFunction(made);
    }
    return {
      run: (ids) => eager.executeAside(name, ids, outputs.length),
      close() {
        c.TFE_ContextRemoveFunction(context, cString(name), status.pointer);
        status.check(name);
      },
    };
  };
}

/** As a graph whose runs are told to `report`, op by op, with what each is for. */
export function finishForProfile(
  { c, handles, threads }: Session,
  parts: Parts,
  report: (costs: () => OpCost[]) => void,
): Finish {
  return (_name, graph, inputs, outputs) => {
    const session = new GraphSession(c, graph, threads);
    return {
      async run(ids) {
        const values = ids.map((id) => handles.tensor(id));
        try {
          const { results, costs } = await session.run(inputs, values, outputs);
          report(() => costs().map((cost) => withPart(cost, parts)));
          return results.map((tensor) => handles.adoptTensor(tensor));
        } finally {
          for (const value of values) c.TF_DeleteTensor(value);
        }
      },
      close() {
        session.close();
        graph.free();
      },
    };
  };
}

function withPart(cost: OpCost, parts: Parts): OpCost {
  const part = parts.of(cost.name);
  return part ? { ...cost, part } : cost;
}
