import type { Allocation, OpCost } from "@dragsaw/core/tensor";
import type { TracedOp } from "./step_stats.ts";

/** Ops whose results were there before the step. */
const HELD: ReadonlySet<string> = new Set(["Const", "_Arg"]);

/** Memory of one result, and of those that share it. */
interface Buffer {
  /** Index of the op that took it. */
  readonly by: number;
  readonly bytes: number;
  readonly at: number;
  /** When the last op that reads it was done; Infinity for a result of the step. */
  until: number;
}

/**
 * Adds the memory that TensorFlow does not count to the ops' allocations: results of XLA's kernels live from the start of
 * their op to the end of the last one that reads them. What those kernels need in between is not known.
 */
export function withUncounted(ops: readonly TracedOp[]): OpCost[] {
  const lastUse = lastUses(ops), last = new Map<number, Buffer>(), buffers: Buffer[] = [];
  const order = ops.keys().toArray().sort((a, b) => ops[a].start - ops[b].start);
  for (const by of order) {
    const { name, op, start, duration, outputs } = ops[by], held = HELD.has(op);
    outputs.forEach(({ counted, bytes, pointer }, i) => {
      if (counted || pointer === 0) return;
      const until = held ? Infinity : lastUse.get(resultName(name, i)) ?? start + duration;
      const shared = last.get(pointer);
      if (shared && shared.until >= start) return void (shared.until = Math.max(shared.until, until));
      const buffer = { by, bytes, at: start, until };
      last.set(pointer, buffer);
      if (!held) buffers.push(buffer);
    });
  }
  const added = new Map<number, Allocation[]>();
  for (const { by, bytes, at, until } of buffers) {
    const given = until < Infinity ? [{ at: until, bytes: -bytes }] : [];
    added.set(by, [...added.get(by) ?? [], { at, bytes }, ...given]);
  }
  return ops.map((op, i) => {
    const outputs = op.outputs.map(({ shape, bytes }) => ({ shape, bytes }));
    return { ...op, outputs, allocations: [...op.allocations, ...added.get(i) ?? []] };
  });
}

/** When each result was last read. */
function lastUses(ops: readonly TracedOp[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const { op, inputs, start, duration } of ops) {
    const end = op === "_Retval" ? Infinity : start + duration;
    for (const input of inputs) last.set(input, Math.max(last.get(input) ?? 0, end));
  }
  return last;
}

const resultName = (op: string, index: number) => index === 0 ? op : `${op}:${index}`;
