import {
  type Precision,
  type Profiler,
  type Tensors,
  tf,
  type Trace,
  type TraceOptions,
} from "@dragsaw/core/tensor";
import type { NodeBackend } from "../node_backend.ts";
import type { Session } from "../session.ts";
import { finishAsFunction } from "./executable.ts";
import { Profiling } from "./profiling.ts";
import { type Program, runProgram } from "./program.ts";
import { record } from "./record.ts";
import { whileTracing } from "./refusal.ts";
import { Residents } from "./residents.ts";

/** Shapes of inputs that one function may be traced for. */
const MOST_PROGRAMS = 16;
/** What a function without a name is called. */
const ANONYMOUS = "function";

/** A tfjs function and what messages call it. */
interface TracedFunction {
  readonly label: string;
  readonly precision: Precision;
  readonly run: (inputs: Tensors) => Tensors;
}

/** Records a function for inputs like these. */
type Recorder = (fn: TracedFunction, inputs: Tensors) => Program;

/** Tracing on one session. */
export interface Tracing {
  /** Turns tfjs functions into TensorFlow functions. */
  readonly trace: Trace;
  /** Says what each op costs. */
  readonly profiler: Profiler;
  /** Gives back every function. */
  close(): void;
}

/** Makes `trace` for a session; calls run one after the other, in their order. */
export function newTracing(session: Session, node: NodeBackend): Tracing {
  const programs: Program[] = [];
  const residents = new Residents(session, node);
  const inTurn = newQueue();
  const profiler = new Profiling(session);

  const recordAs: Recorder = ({ label, precision, run }, inputs) => {
    const name = `traced_${label.replaceAll(/\W/g, "")}_${programs.length}`;
    const program = profiler.recording((profile) => {
      const options = { precision, ...profile ?? { finish: finishAsFunction(session), residents } };
      const shown = label === ANONYMOUS ? "" : label;
      return whileTracing(shown, () => record(session, node, name, run, inputs, options));
    });
    programs.push(program);
    return program;
  };

  const trace: Trace = <I extends Tensors, R extends Tensors>(
    fn: (inputs: I) => R,
    { precision = "float32" }: TraceOptions = {},
  ) => {
    const label = fn.name || ANONYMOUS;
    const programFor = programsOf({ label, precision, run: (inputs) => fn(inputs as I) }, recordAs);
    return (inputs: I): Promise<R> => {
      // The caller may dispose of its inputs before this call's turn comes.
      const held = Object.fromEntries(Object.entries(inputs).map(([key, x]) => [key, tf.keep(x.clone())]));
      return inTurn(async () => await runProgram(node, programFor(held), held) as R)
        .finally(() => tf.dispose(held));
    };
  };

  return {
    trace,
    profiler,
    close() {
      for (const { executable } of programs) executable.close();
    },
  };
}

/** Runs work one after the other, in the order it was given; a failure does not stop what follows. */
function newQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
}

/** The programs of one function: recorded at the first call with a signature, the same one from then on. */
function programsOf(fn: TracedFunction, recordAs: Recorder): (inputs: Tensors) => Program {
  const programs = new Map<string, Program>();
  return (inputs) => {
    const signature = signatureOf(inputs);
    const known = programs.get(signature);
    if (known) return known;
    if (programs.size === MOST_PROGRAMS) throw tooMany(fn.label, signature);
    const program = recordAs(fn, inputs);
    programs.set(signature, program);
    return program;
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
