import {
  type BuildContext,
  convolution,
  findSlot,
  type Layer,
  type Model,
  type Refiner,
} from "@dragsaw/core/model";
import { type Component, define } from "@dragsaw/core/registry";
import { tf } from "@dragsaw/core/tensor";
import { z } from "zod";

/**
 * y = x sigmoid(conv(x)) with one weight a pixel: what matters is kept, the rest fades.
 *
 * @throws {OptionError} when the network lacks a slot.
 */
export function createTemplate(
  { slots, kernel }: { readonly slots: readonly string[]; readonly kernel: number },
  { parameters, model }: Pick<BuildContext, "parameters"> & { readonly model: Model },
): Refiner {
  const weighers = new Map<string, Layer>(slots.map((slot, i) => {
    const { channels } = findSlot(model, slot, ["slots", i]);
    return [slot, convolution(parameters.scope(slot), "weigh", { from: channels, to: 1, kernel })];
  }));
  return {
    slots,
    apply(slot, x, forward) {
      const weigh = weighers.get(slot);
      if (!weigh) throw new RangeError(`Cannot refine slot "${slot}": only ${slots.join(", ")} were given`);
      return { features: tf.tidy(() => tf.mul(x, tf.sigmoid(weigh(x, forward)))) };
    },
  };
}

/** `template`: change what it computes, its options, and this line. */
export const template: Component = define("refiner", "template", {
  summary: "Weighs each pixel of the features by what is around it.",
  options: () => ({
    slots: z.array(z.string()).min(1).describe("Slots of the network whose features are weighed."),
    kernel: z.int().min(1).refine((n) => n % 2 === 1, { error: "an odd whole number" }).default(3).describe(
      "Rows and columns that decide over a pixel, odd.",
    ),
  }),
  build: createTemplate,
});
