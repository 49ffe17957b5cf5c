import type { Horizon, Schedule } from "@dragsaw/core";
import { define, OptionError } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { z } from "zod";

/** Settings of {@linkcode cosine}. */
export interface CosineOptions {
  /** Rate of the last step, nearly. */
  readonly final: number;
  /** Rate of the first step when there is a warm-up. */
  readonly start: number;
  /** Steps of the warm-up for a training of some length. */
  readonly warmup: (horizon: Horizon) => number;
}

/**
 * Linear warm-up of W steps, then final + (base - final) (1 + cos(pi t / T)) / 2 for t = 0 .. T - 1 (Loshchilov and Hutter 2017,
 * 1608.03983). As in the authors' code the warm-up has both ends, so that step 0 has `start`, and steps W - 1 and W have the base rate.
 *
 * @example Two epochs of warm-up
 * ```ts
 * import { cosine } from "@dragsaw/optimizers";
 * import { assertEquals } from "@std/assert";
 *
 * const schedule = cosine({ start: 0, final: 0, warmup: ({ stepsPerEpoch }) => 2 * stepsPerEpoch });
 * assertEquals(schedule.rate(10, 0.1, { steps: 50, stepsPerEpoch: 5 }), 0.1);
 * ```
 */
export function cosine({ final, start, warmup }: CosineOptions): Schedule {
  return {
    rate(step, base, horizon) {
      const steps = warmup(horizon);
      if (step < steps) return steps === 1 ? start : start + (base - start) * step / (steps - 1);
      const done = Math.min((step - steps) / Math.max(horizon.steps - steps, 1), 1);
      return final + 0.5 * (base - final) * (1 + Math.cos(Math.PI * done));
    },
  };
}

/** `cosine`. */
export const cosineComponent: Component = define("schedule", "cosine", {
  summary: "Linear warm-up, then half a cosine from the base rate down.",
  source: "Loshchilov and Hutter 2017, arXiv 1608.03983, without restarts",
  options: () => ({
    final: z.number().min(0).default(0).describe("Rate at the end."),
    start: z.number().min(0).default(0).describe("Rate of the first step of the warm-up."),
    warmupEpochs: z.number().min(0).optional().describe(
      "Length of the warm-up in epochs; no warm-up when left out.",
    ),
    warmupSteps: z.int().min(0).optional().describe("Length of the warm-up in steps, instead of epochs."),
  }),
  build({ final, start, warmupEpochs, warmupSteps }) {
    if (warmupEpochs !== undefined && warmupSteps !== undefined) {
      throw new OptionError(
        ["warmupSteps"],
        "Cannot warm up for warmupSteps and warmupEpochs: give the length once",
      );
    }
    const warmup = ({ stepsPerEpoch }: Horizon) =>
      warmupSteps ?? Math.round((warmupEpochs ?? 0) * stepsPerEpoch);
    return cosine({ final, start, warmup });
  },
});
