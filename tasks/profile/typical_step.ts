import type { OpCost } from "@dragsaw/core";
import type { StepCosts } from "./measure.ts";
import { countOperations } from "./operations.ts";

/** One op of a step. */
export interface TypicalOp {
  /** It in one call. */
  readonly cost: OpCost;
  /** What it takes: the median over all calls, which what else the machine does changes little. */
  readonly milliseconds: number;
  /** How often a step runs it; more than once with `train.accumulate`. */
  readonly times: number;
  /** Arithmetic operations, two a multiply-add, of convolutions and matrix products. */
  readonly operations?: number;
}

/** The ops of a step as they usually are. */
export function typicalStep(steps: readonly StepCosts[]): TypicalOp[] {
  const seen = new Map<string, { cost: OpCost; durations: number[]; operations: number | undefined }>();
  for (const call of steps.flatMap(({ calls }) => calls)) {
    const operations = countOperations(call);
    for (const cost of call) {
      // Two functions of one step may have ops of one name.
      const key = `${cost.name} ${cost.op} ${cost.outputs[0]?.shape}`;
      const same = seen.get(key);
      if (same) same.durations.push(cost.duration);
      else seen.set(key, { cost, durations: [cost.duration], operations: operations.get(cost) });
    }
  }
  return [...seen.values()].map(({ cost, durations, operations }) => ({
    cost,
    milliseconds: median(durations) / 1000,
    times: durations.length / steps.length,
    ...operations === undefined ? {} : { operations },
  }));
}

/** The middle one; of two the mean. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b), middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
