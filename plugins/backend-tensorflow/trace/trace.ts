import { type Tensors, tf, type Trace } from "@dragsaw/core/tensor";
import { cString } from "../c_string.ts";
import type { NodeBackend } from "../node_backend.ts";
import type { Session } from "../session.ts";
import { type Program, runProgram } from "./program.ts";
import { record } from "./record.ts";

/** Shapes of inputs that one function may be traced for. */
const MOST_PROGRAMS = 16;

/** A tfjs function and what messages call it. */
interface TracedFunction {
  readonly label: string;
  readonly run: (inputs: Tensors) => Tensors;
}

/** Tracing on one session. */
export interface Tracing {
  /** Turns tfjs functions into TensorFlow functions. */
  readonly trace: Trace;
  /** Removes every function from the context. */
  close(): void;
}

/** Makes `trace` for a session; calls run one after the other, in their order. */
export function newTracing(session: Session, node: NodeBackend): Tracing {
  const names: string[] = [];
  let last: Promise<unknown> = Promise.resolve();

  function programFor(programs: Map<string, Program>, fn: TracedFunction, inputs: Tensors): Program {
    const signature = signatureOf(inputs);
    let program = programs.get(signature);
    if (program === undefined) {
      if (programs.size === MOST_PROGRAMS) throw tooMany(fn.label, signature);
      const name = `traced_${fn.label.replaceAll(/\W/g, "")}_${names.length}`;
      program = record(session, node, name, fn.run, inputs);
      names.push(name);
      programs.set(signature, program);
    }
    return program;
  }

  const trace: Trace = <I extends Tensors, R extends Tensors>(fn: (inputs: I) => R) => {
    const programs = new Map<string, Program>();
    const traced: TracedFunction = { label: fn.name || "function", run: (inputs) => fn(inputs as I) };
    return (inputs: I): Promise<R> => {
      // The caller may dispose of its inputs before this call's turn comes.
      const held = Object.fromEntries(Object.entries(inputs).map(([key, x]) => [key, tf.keep(x.clone())]));
      const turn = last.then(async () => {
        try {
          const program = programFor(programs, traced, held);
          return await runProgram(session, node, program, held) as R;
        } finally {
          tf.dispose(held);
        }
      });
      last = turn.catch(() => {});
      return turn;
    };
  };

  return {
    trace,
    close() {
      for (const name of names) {
        session.c.TFE_ContextRemoveFunction(session.context, cString(name), session.status.pointer);
        session.status.check(name);
      }
    },
  };
}

function signatureOf(inputs: Tensors): string {
  return Object.keys(inputs).sort().map((key) => `${key}: ${inputs[key].dtype} [${inputs[key].shape}]`).join(
    ", ",
  );
}

function tooMany(label: string, signature: string): RangeError {
  return new RangeError(
    `Tracing ${label} for {${signature}}: it was traced for ${MOST_PROGRAMS} other shapes of inputs, wanted fewer; ` +
      "bring inputs to a few fixed sizes, or run it without tracing",
  );
}
