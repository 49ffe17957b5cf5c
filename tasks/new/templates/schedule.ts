import type { Schedule } from "@dragsaw/core";
import { type Component, define } from "@dragsaw/core/registry";
import { z } from "zod";

/** Straight up from `start` times the base rate to the base rate at `peak` of the training, and straight down to 0. */
export function createTemplate({ peak, start }: { readonly peak: number; readonly start: number }): Schedule {
  return {
    rate(step, base, { steps }) {
      const top = peak * (steps - 1);
      if (step < top) return base * (start + (1 - start) * step / top);
      return base * Math.max(0, (steps - step) / (steps - top));
    },
  };
}

/** `template`: change its curve, its options, and this line. */
export const template: Component = define("schedule", "template", {
  summary: "The rate goes straight up to the base rate, then straight down.",
  options: () => ({
    peak: z.number().min(0).lt(1).default(0.3).describe("Part of the training at which the rate is highest."),
    start: z.number().min(0).max(1).default(0.1).describe(
      "Rate of the first step, as a part of the base rate.",
    ),
  }),
  build: createTemplate,
});
