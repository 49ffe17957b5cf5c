import type { Features, Forward, Tap } from "../model/model.ts";
import type { Tensor4D } from "../tensor/tf.ts";

/** A forward pass without dropout, so that it repeats; features go on as they are unless `tap` changes them. */
export function plainForward<T extends Features = Tensor4D>(
  training: boolean,
  tap: Tap<T> = (_slot, x) => x,
): Forward<T> {
  const forward: Forward<T> = {
    training,
    tap,
    dropout: (x) => x,
    region: (_slots, inputs, layers) => layers(inputs, forward),
    once: (effect) => effect(),
  };
  return forward;
}
