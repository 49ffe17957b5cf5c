import type { Horizon, Schedule } from "@dragsaw/core";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { z } from "zod";

/** Epoch that `step` is in, from 0. */
const epochOf = (step: number, { stepsPerEpoch }: Horizon) => Math.floor(step / stepsPerEpoch);

/** The base rate throughout. */
export function constant(): Schedule {
  return { rate: (_, base) => base };
}

/** base * decay^n after n of the `milestones` (epochs from 0), never below `final`. */
export function steps(milestones: readonly number[], decay: number, final = 0): Schedule {
  return {
    rate(step, base, horizon) {
      const passed = milestones.filter((milestone) => epochOf(step, horizon) >= milestone).length;
      return Math.max(base * decay ** passed, final);
    },
  };
}

/** base * gamma^epoch, never below `final`. */
export function exponential(gamma: number, final = 0): Schedule {
  return { rate: (step, base, horizon) => Math.max(base * gamma ** epochOf(step, horizon), final) };
}

/** base * (1 - done)^power, where `done` is the share of the training behind, counted in whole epochs (nnU-Net) or in steps. */
export function poly(power: number, per: "epoch" | "step"): Schedule {
  return {
    rate(step, base, horizon) {
      const at = per === "step" ? step : epochOf(step, horizon) * horizon.stepsPerEpoch;
      return base * Math.max(1 - at / horizon.steps, 0) ** power;
    },
  };
}

const final = z.number().min(0).default(0).describe("The rate does not go below this.");

/** `constant`, `step`, `exponential` and `poly`. */
export const decayComponents: readonly Component[] = [
  define("schedule", "constant", {
    summary: "The base rate throughout.",
    options: () => ({}),
    build: constant,
  }),
  define("schedule", "step", {
    summary: "The base rate times a factor at each milestone.",
    options: () => ({
      milestones: z.array(z.number().min(0)).min(1).describe("Epochs, from 0, at which the rate drops."),
      decay: z.number().positive().lt(1).default(0.1).describe("Factor at each milestone."),
      final,
    }),
    build: ({ milestones, decay, final }) => steps(milestones, decay, final),
  }),
  define("schedule", "exponential", {
    summary: "The base rate times a factor each epoch.",
    options: () => ({ gamma: z.number().positive().lt(1).describe("Factor each epoch."), final }),
    build: ({ gamma, final }) => exponential(gamma, final),
  }),
  define("schedule", "poly", {
    summary: "The base rate times (1 - share of the training behind)^power, as in nnU-Net.",
    source:
      "nnU-Net (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z); after Chen et al. 2017, arXiv 1606.00915",
    options: () => ({
      power: z.number().positive().default(0.9).describe("Exponent."),
      per: z.enum(["epoch", "step"]).default("epoch").describe(
        "Whether the rate changes each epoch or each step.",
      ),
    }),
    build: ({ power, per }) => poly(power, per),
  }),
];
