import type { OpCost } from "@dragsaw/core";

/** What a test says of an op; the rest is nothing. */
export type Said = Pick<OpCost, "name"> & Partial<Omit<OpCost, "outputs">> & { shape?: readonly number[] };

/** An op; its kind is its name without the number. */
export function op({ name, shape, ...said }: Said): OpCost {
  return {
    name,
    op: name.replace(/_\d+$/, ""),
    inputs: [],
    start: 0,
    duration: 0,
    outputs: shape ? [{ shape, bytes: 4 * shape.reduce((a, b) => a * b, 1) }] : [],
    allocations: [],
    ...said,
  };
}
