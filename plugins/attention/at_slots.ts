import { findSlot } from "@dragsaw/core/model";
import type { BuildContext, Forward, Model, Parameters, Refiner } from "@dragsaw/core/model";
import { OptionError } from "@dragsaw/core/registry";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";

/** Weighs features `[B, h, w, C]`; the shape stays. */
export interface Attention {
  (x: Tensor4D, forward: Forward): Tensor4D;
}

/**
 * A refiner with one attention for each slot, its weights under the slot's name.
 *
 * @throws {OptionError} when the model lacks a slot or one is named twice.
 */
export function atSlots(
  slots: readonly string[],
  { parameters, model }: Pick<BuildContext, "parameters"> & { readonly model: Model },
  make: (parameters: Parameters, channels: number) => Attention,
): Refiner {
  const made = new Map<string, Attention>();
  for (const [i, slot] of slots.entries()) {
    const { channels } = findSlot(model, slot, ["slots", i]);
    if (made.has(slot)) {
      throw new OptionError(["slots", i], `Cannot refine slot "${slot}" twice: found it before`);
    }
    made.set(slot, make(parameters.scope(slot), channels));
  }
  return {
    slots,
    apply(slot, x, forward) {
      const attention = made.get(slot);
      if (!attention) {
        throw new RangeError(`Cannot refine slot "${slot}": only ${slots.join(", ")} were given`);
      }
      return { features: tf.tidy(() => attention(x, forward)) };
    },
  };
}
