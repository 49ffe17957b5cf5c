import { z } from "zod";
import { axesOf, findSlot } from "@dragsaw/core/model";
import type { AnyModel, Features, Refiner, RefinerContext } from "@dragsaw/core/model";
import { define, OptionError } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { createBlock } from "./block.ts";
import type { Block } from "./block.ts";

/** Settings of UAFR. */
export interface UafrOptions {
  /** Slots to re-weight, by name. */
  readonly slots: readonly string[];
  /** Hypotheses whose disagreement is the uncertainty. */
  readonly M: number;
  /** Side of the first convolution's kernel. */
  readonly kernel: 1 | 3 | 5 | 7;
  /** Channels between the convolutions; a quarter of those of the slot as the paper's 3D form has it. */
  readonly hidden: number | "quarter";
  /** Share of the hidden units dropped in training. */
  readonly dropoutRate: number;
  /** Where: slots whose name starts with one of these parts. */
  readonly dropoutAt: readonly string[];
}

/**
 * Uncertainty-aware feature re-weighting (Liu et al. 2022, arXiv 2201.08779; method.md section 2; "UAFS" in its README):
 * features at each slot are multiplied by 2 - E, E being the normalised entropy of M hypotheses made from them. On volumes
 * kernels have a third axis, and nothing else changes.
 *
 * @throws {OptionError} when the model lacks a slot or one is named twice.
 */
export function createUafr(
  { slots, dropoutAt, dropoutRate, hidden: width, ...shape }: UafrOptions,
  { parameters, model }: Pick<RefinerContext<AnyModel>, "parameters" | "model">,
): Refiner<Features> {
  const axes = axesOf(model);
  const blocks = new Map<string, Block>();
  for (const [i, slot] of slots.entries()) {
    const { channels } = findSlot(model, slot, ["slots", i]);
    if (blocks.has(slot)) {
      throw new OptionError(["slots", i], `Cannot refine slot "${slot}" twice: found it before`);
    }
    const rate = dropoutAt.includes(slot.split(".")[0]) ? dropoutRate : 0;
    const hidden = width === "quarter" ? Math.max(1, Math.floor(channels / 4)) : width;
    const options = { ...shape, axes, channels, hidden, dropoutRate: rate };
    blocks.set(slot, createBlock(parameters.scope(slot), options));
  }
  return {
    slots,
    apply(slot, x, forward) {
      const block = blocks.get(slot);
      if (!block) throw new RangeError(`Cannot refine slot "${slot}": only ${slots.join(", ")} were given`);
      return block(x, forward);
    },
  };
}

/** The refiner `uafr`. */
export const uafr: Component = define("refiner", "uafr", {
  summary: "Uncertainty-aware feature re-weighting: damps features where hypotheses made from them disagree",
  source: "Liu et al. 2022, arXiv 2201.08779; formulas in docs/explanation/method.md",
  dimensions: [2, 3],
  options: () => ({
    slots: z.array(z.string()).min(1).describe("Slots of the model to re-weight, by name"),
    M: z.int().min(1).default(2).describe("Hypotheses whose disagreement is the uncertainty; 1 is a sigmoid"),
    kernel: z.union([z.literal(1), z.literal(3), z.literal(5), z.literal(7)]).default(3).describe(
      "Side of the first convolution's kernel",
    ),
    hidden: z.union([z.int().min(1), z.literal("quarter")]).default(16).describe(
      "Channels between the two convolutions: a number, or a quarter of the slot's",
    ),
    dropoutRate: z.number().min(0).lt(1).default(.1).describe(
      "Share of the hidden units dropped in training",
    ),
    dropoutAt: z.array(z.string()).default(["aspp", "decoder"]).describe(
      "Where units are dropped: slots whose name starts with one of these parts",
    ),
  }),
  build: createUafr,
});
