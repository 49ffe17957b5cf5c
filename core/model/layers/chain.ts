import type { Tensor4D } from "../../tensor/tf.ts";
import type { Forward, Slot } from "../model.ts";
import type { Layer } from "./layer.ts";

/** A layer and the slots at its output, in the order they are tapped. */
export interface Step {
  /** What runs. */
  readonly layer: Layer;
  /** Names of the slots behind it. */
  readonly slots: readonly string[];
}

/** A part of a network that owns slots. */
export interface Stage {
  /** Its slots, in the order data flows. */
  readonly slots: Readonly<Record<string, Slot>>;
  /** What it returns. */
  readonly output: Slot;
  /** Runs it; calls `forward.tap` once at each slot. */
  forward(x: Tensor4D, forward: Forward): Tensor4D;
}

/** A step of a {@linkcode chain}. */
export function step(layer: Layer, ...slots: readonly string[]): Step {
  return { layer, slots };
}

/** What `layer` makes of features like `input`. */
export function through(input: Slot, layer: Layer): Slot {
  return { channels: layer.channels, field: layer.field(input.field) };
}

/**
 * Steps one after another. The slots are described by the same layers that run, so description and run cannot differ.
 *
 * @param input What the first step is given.
 */
export function chain(input: Slot, steps: readonly Step[]): Stage {
  const slots: Record<string, Slot> = {};
  let output = input;
  for (const { layer, slots: names } of steps) {
    output = through(output, layer);
    for (const name of names) slots[name] = output;
  }
  return {
    slots,
    output,
    forward(x, forward) {
      for (const { layer, slots: names } of steps) {
        x = layer(x, forward);
        for (const name of names) x = forward.tap(name, x);
      }
      return x;
    },
  };
}
