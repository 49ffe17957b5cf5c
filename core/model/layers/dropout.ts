import type { Tensor4D } from "../../tensor/tf.ts";
import type { Features } from "../model.ts";
import type { ReceptiveField } from "../receptive_field.ts";
import { newLayer } from "./layer.ts";
import type { Layer } from "./layer.ts";

/** Drops units with probability `rate` in training (see `Forward.dropout`); the identity in evaluation. */
export function dropout<T extends Features = Tensor4D, F = ReceptiveField>(
  channels: number,
  rate: number,
): Layer<T, F> {
  return newLayer(channels, (input: F) => input, (x: T, forward) => forward.dropout(x, rate));
}
