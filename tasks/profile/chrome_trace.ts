import type { OpCost } from "@dragsaw/core";
import type { StepCosts } from "./measure.ts";
import { memoryUse } from "./memory_use.ts";

/** A line of the trace event format: `X` something with a length, `C` a counter, `M` a name. */
export interface TraceEvent {
  readonly ph: "X" | "C" | "M";
  readonly name: string;
  readonly pid: number;
  readonly tid?: number;
  /** Microseconds since the first step began. */
  readonly ts?: number;
  /** Microseconds. */
  readonly dur?: number;
  readonly args?: Readonly<Record<string, unknown>>;
}

const PID = 1, STEPS = 0;

/**
 * Measured steps as a trace for chrome://tracing and Perfetto: steps, ops in as many lanes as run at once, and the memory
 * that they have taken.
 *
 * @param title What was measured.
 */
export function chromeTrace(title: string, steps: readonly StepCosts[]): { traceEvents: TraceEvent[] } {
  const calls = steps.flatMap(({ calls }) => calls);
  const zero = Math.min(...calls.map(beginOf));
  const lanes = new Lanes();
  const events = [
    ...steps.map(({ calls }, i) => {
      const ts = Math.min(...calls.map(beginOf)), end = Math.max(...calls.map(endOf));
      return event(`step ${i + 1}`, STEPS, ts - zero, end - ts);
    }),
    ...calls.flatMap((call) => call.toSorted((a, b) => a.start - b.start)).map((cost) => {
      const begin = cost.start - zero, { lane, ts } = lanes.take(begin, cost.duration);
      return event(cost.op, lane + 1, ts, Math.max(0, begin + cost.duration - ts), describe(cost));
    }),
    ...calls.flatMap((call) => memoryUse(call).course).map(({ at, bytes }) => counter(at - zero, bytes)),
  ];
  const threads = ["steps", ...Array.from({ length: lanes.count }, (_, i) => `ops ${i + 1}`)];
  return { traceEvents: [...names(title, threads), ...events] };
}

/** Ops that run at once must not lie in one lane; ends and begins may be off by a microsecond. */
class Lanes {
  private readonly busyUntil: number[] = [];

  get count(): number {
    return this.busyUntil.length;
  }

  take(begin: number, duration: number): { lane: number; ts: number } {
    const TOLERANCE = 1;
    const free = this.busyUntil.findIndex((until) => until <= begin + TOLERANCE);
    const lane = free < 0 ? this.busyUntil.length : free;
    const ts = Math.max(begin, this.busyUntil[lane] ?? 0);
    this.busyUntil[lane] = Math.max(ts, begin + duration);
    return { lane, ts };
  }
}

function describe({ name, part, inputs, outputs }: OpCost): Record<string, unknown> {
  return {
    node: name,
    shape: outputs.map(({ shape }) => `[${shape}]`).join(" "),
    ...part ? { slot: part.name, phase: part.phase } : {},
    inputs: inputs.join(" "),
  };
}

function event(
  name: string,
  tid: number,
  ts: number,
  dur: number,
  args?: Record<string, unknown>,
): TraceEvent {
  return { ph: "X", name, pid: PID, tid, ts: rounded(ts), dur: rounded(dur), ...args ? { args } : {} };
}

function counter(ts: number, bytes: number): TraceEvent {
  return { ph: "C", name: "memory", pid: PID, ts: rounded(ts), args: { bytes } };
}

function names(title: string, threads: readonly string[]): TraceEvent[] {
  return [
    { ph: "M", name: "process_name", pid: PID, args: { name: title } },
    ...threads.map((name, tid): TraceEvent => ({
      ph: "M",
      name: "thread_name",
      pid: PID,
      tid,
      args: { name },
    })),
  ];
}

const rounded = (microseconds: number) => Math.round(microseconds * 1000) / 1000;
const beginOf = (call: readonly OpCost[]) =>
  call.reduce((first, { start }) => Math.min(first, start), Infinity);
const endOf = (call: readonly OpCost[]) =>
  call.reduce((last, { start, duration }) => Math.max(last, start + duration), -Infinity);
