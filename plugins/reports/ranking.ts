/** A case and the value it is ranked by. */
export interface Ranked {
  /** Case id. */
  readonly id: string;
  /** The metric's value; null where it is undefined. */
  readonly value: number | null;
}

/** Which cases to look at; no case is in two groups. */
export interface Ranking<T extends Ranked> {
  /** From the worst up. */
  readonly worst: readonly T[];
  /** Around the middle, in rising order. */
  readonly median: readonly T[];
  /** From the best down. */
  readonly best: readonly T[];
  /** Where the metric has no value, by id. */
  readonly undefined: readonly T[];
}

/**
 * Picks the `count` worst, middle and best cases, and as many without a value. Fewer than `3 * count` are shared out in equal
 * thirds. Equal values are ordered by id, so the pick does not depend on the order of evaluation.
 */
export function rank<T extends Ranked>(
  cases: readonly T[],
  count: number,
  best: "highest" | "lowest",
): Ranking<T> {
  const sign = best === "highest" ? 1 : -1;
  const byId = cases.toSorted((a, b) => a.id < b.id ? -1 : 1);
  const order = byId.filter(({ value }) => value !== null).sort((a, b) => sign * (a.value! - b.value!));
  const each = Math.min(count, Math.ceil(order.length / 3));
  const top = Math.max(each, order.length - each);
  const middle = order.slice(each, top);
  const first = Math.max(0, Math.floor((middle.length - each) / 2));
  return {
    worst: order.slice(0, each),
    median: middle.slice(first, first + each),
    best: order.slice(top).reverse(),
    undefined: byId.filter(({ value }) => value === null).slice(0, count),
  };
}
