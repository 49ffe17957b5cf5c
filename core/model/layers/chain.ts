import type { Tensor4D } from "../../tensor/tf.ts";
import type { Features, Forward, Slot } from "../model.ts";
import type { ReceptiveField } from "../receptive_field.ts";
import { sequence } from "./layer.ts";
import type { Layer } from "./layer.ts";

/** A layer and the slots at its output, in the order they are tapped. */
export interface Step<T extends Features = Tensor4D, F = ReceptiveField> {
  /** What runs. */
  readonly layer: Layer<T, F>;
  /** Names of the slots behind it. */
  readonly slots: readonly string[];
}

/** A part of a network that owns slots. */
export interface Stage<T extends Features = Tensor4D, F = ReceptiveField> {
  /** Its slots, in the order data flows. */
  readonly slots: Readonly<Record<string, Slot<F>>>;
  /** What it returns. */
  readonly output: Slot<F>;
  /** Runs it; calls `forward.tap` once at each slot. */
  forward(x: T, forward: Forward<T>): T;
}

/** A step of a {@linkcode chain}. */
export function step<T extends Features, F>(
  layer: Layer<T, F>,
  ...slots: readonly string[]
): Step<T, F> {
  return { layer, slots };
}

/** What `layer` makes of features like `input`. */
export function through<T extends Features, F>(input: Slot<F>, layer: Layer<T, F>): Slot<F> {
  return { channels: layer.channels, field: layer.field(input.field) };
}

/**
 * Steps one after another, in regions that end at slots. The slots are described by the same layers that run, so description and run cannot differ.
 *
 * @param input What the first step is given.
 */
export function chain<T extends Features, F>(input: Slot<F>, steps: readonly Step<T, F>[]): Stage<T, F> {
  const slots: Record<string, Slot<F>> = {};
  let output = input;
  for (const { layer, slots: names } of steps) {
    output = through(output, layer);
    for (const name of names) slots[name] = output;
  }
  const regions = joined(steps);
  return {
    slots,
    output,
    forward(x, forward) {
      for (const { layer, slots: names } of regions) {
        x = forward.region(names, [x], ([x], forward) => layer(x, forward));
        for (const name of names) x = forward.tap(name, x);
      }
      return x;
    },
  };
}

/** Steps joined up to each that has slots. */
function joined<T extends Features, F>(steps: readonly Step<T, F>[]): Step<T, F>[] {
  const regions: Step<T, F>[] = [];
  let open: Layer<T, F>[] = [];
  for (const [i, { layer, slots }] of steps.entries()) {
    open.push(layer);
    if (slots.length === 0 && i < steps.length - 1) continue;
    regions.push(step(sequence(...open as [Layer<T, F>, ...Layer<T, F>[]]), ...slots));
    open = [];
  }
  return regions;
}
