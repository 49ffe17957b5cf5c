import type { TypicalOp } from "./typical_step.ts";

/** Ops of one kind in a step. */
export interface OpTally {
  /** The backend's name of the op. */
  readonly op: string;
  readonly count: number;
  readonly milliseconds: number;
  /** Of convolutions and matrix products, in 10^9 operations a second, two a multiply-add. */
  readonly gigaflops?: number;
}

/** Ops by kind, those that take longest first. */
export function tallyOps(step: readonly TypicalOp[]): OpTally[] {
  const kinds = Map.groupBy(step, ({ cost }) => cost.op);
  return [...kinds].map(([op, ops]): OpTally => {
    const milliseconds = total(ops);
    const operations = ops.reduce((sum, { operations = 0, times }) => sum + operations * times, 0);
    return {
      op,
      count: Math.round(ops.reduce((sum, { times }) => sum + times, 0)),
      milliseconds,
      ...operations > 0 && milliseconds > 0 ? { gigaflops: operations / milliseconds / 1e6 } : {},
    };
  }).sort((a, b) => b.milliseconds - a.milliseconds);
}

/** What one part of a step takes. */
export interface PartTally {
  /** A slot, or what else it is. */
  readonly name: string;
  /** Milliseconds. */
  readonly forward: number;
  /** Milliseconds. */
  readonly backward: number;
  /** Milliseconds of both, or of what is neither. */
  readonly milliseconds: number;
}

/** Name of what nothing claims: values going in and out. */
export const OTHER = "other";

/** Ops by what they are for. @param order Names as they are to be shown; others come before the last, {@linkcode OTHER}. */
export function tallyParts(step: readonly TypicalOp[], order: readonly string[]): PartTally[] {
  const parts = Map.groupBy(step, ({ cost }) => cost.part?.name ?? OTHER);
  const unknown = [...parts.keys()].filter((name) => name !== OTHER && !order.includes(name));
  return [...order, ...unknown, OTHER].flatMap((name) => {
    const ops = parts.get(name);
    if (!ops) return [];
    const during = (phase: string) => total(ops.filter(({ cost }) => cost.part?.phase === phase));
    return [{ name, forward: during("forward"), backward: during("backward"), milliseconds: total(ops) }];
  });
}

/** Milliseconds of all of them. */
export function total(ops: readonly TypicalOp[]): number {
  return ops.reduce((sum, { milliseconds, times }) => sum + milliseconds * times, 0);
}
