import { tf } from "../../tensor/tf.ts";
import type { Tensor4D } from "../../tensor/tf.ts";
import type { Features, Forward } from "../model.ts";
import { grow } from "../receptive_field.ts";
import type { ReceptiveField, Window } from "../receptive_field.ts";

/** A part of a network: features `[B, h, w, C]` in, features out. Knows what it does to channels and receptive field. */
export interface Layer<T extends Features = Tensor4D, F = ReceptiveField> {
  /** Runs it. Tensors made on the way are freed. */
  (x: T, forward: Forward<T>): T;
  /** Channels of what it returns. */
  readonly channels: number;
  /** What a unit of its output sees, from what a unit of its input sees. */
  readonly field: (input: F) => F;
}

/**
 * A layer from its function.
 *
 * @param channels Channels of the output.
 * @param field Kernel geometry, or the change of the receptive field where no kernel describes it.
 * @param apply What it computes.
 */
export function layer(
  channels: number,
  field: Window | Layer["field"],
  apply: (x: Tensor4D, forward: Forward) => Tensor4D,
): Layer {
  return newLayer(channels, typeof field === "function" ? field : (input) => grow(input, field), apply);
}

/** A layer on images or volumes from its function and what it does to the receptive field. */
export function newLayer<T extends Features, F>(
  channels: number,
  field: (input: F) => F,
  apply: (x: T, forward: Forward<T>) => T,
): Layer<T, F> {
  const run = (x: T, forward: Forward<T>) => tf.tidy(() => apply(x, forward));
  return Object.assign(run, { channels, field });
}

/** Layers one after another, as one layer. */
export function sequence<T extends Features = Tensor4D, F = ReceptiveField>(
  ...layers: readonly [Layer<T, F>, ...Layer<T, F>[]]
): Layer<T, F> {
  return newLayer<T, F>(
    layers[layers.length - 1].channels,
    (input) => layers.reduce((field, part) => part.field(field), input),
    (x, forward) => layers.reduce((y, part) => part(y, forward), x),
  );
}
