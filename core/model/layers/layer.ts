import { tf } from "../../tensor/tf.ts";
import type { Tensor4D } from "../../tensor/tf.ts";
import type { Forward } from "../model.ts";
import { grow } from "../receptive_field.ts";
import type { ReceptiveField, Window } from "../receptive_field.ts";

/** A part of a network: features `[B, h, w, C]` in, features out. Knows what it does to channels and receptive field. */
export interface Layer {
  /** Runs it. Tensors made on the way are freed. */
  (x: Tensor4D, forward: Forward): Tensor4D;
  /** Channels of what it returns. */
  readonly channels: number;
  /** What a unit of its output sees, from what a unit of its input sees. */
  readonly field: (input: ReceptiveField) => ReceptiveField;
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
  const run = (x: Tensor4D, forward: Forward) => tf.tidy(() => apply(x, forward));
  return Object.assign(run, {
    channels,
    field: typeof field === "function" ? field : (input: ReceptiveField) => grow(input, field),
  });
}

/** Layers one after another, as one layer. */
export function sequence(...layers: readonly [Layer, ...Layer[]]): Layer {
  return layer(
    layers[layers.length - 1].channels,
    (input) => layers.reduce((field, part) => part.field(field), input),
    (x, forward) => layers.reduce((y, part) => part(y, forward), x),
  );
}
