import { type Component, define } from "@dragsaw/core/registry";
import { z } from "zod";
import { applyCurve, scaleLevels, statistics } from "./levels.ts";
import { chance, range } from "./ranges.ts";

/** How {@linkcode changeGamma} goes about it. */
export interface GammaOptions {
  /** The curve is that of the negative: bends bright values as the other does dark ones. */
  readonly inverted: boolean;
  /** Mean and deviation are brought back to what they were. */
  readonly keepStatistics: boolean;
}

/**
 * x' = 255 (x / 255)^gamma, of all channels alike, within 0 to 255, in place.
 *
 * @param gamma Above 0; below 1 brightens, above 1 darkens (inverted the other way round).
 */
export function changeGamma(
  data: Float32Array,
  gamma: number,
  { inverted, keepStatistics }: GammaOptions,
): void {
  const before = statistics(data);
  const power = (level: number) => 255 * (level / 255) ** gamma;
  applyCurve(data, inverted ? (level) => 255 - power(255 - level) : power);
  const after = statistics(data);
  if (!keepStatistics || after.deviation < 1e-6) return;
  const factor = before.deviation / after.deviation, shift = before.mean - factor * after.mean;
  scaleLevels(data, factor, shift);
}

/**
 * `gamma`: bends the grey scale. Defaults are nnU-Net's: 0.7 to 1.5, below and above 1 equally often, mean and deviation
 * kept, for 30 samples of 100; it adds the inverted form for 10 of 100 by a second entry.
 */
export const gamma: Component = define("transform", "gamma", {
  summary: "Bend the grey scale by a power",
  source: "nnU-Net (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z)",
  options: () => ({
    probability: chance(0.3),
    range: range([0.01, 100], [0.7, 1.5]).describe(
      "Smallest and largest power; below and above 1 equally often where it holds both",
    ),
    inverted: z.boolean().default(false).describe(
      "Bend the negative: bright values in the place of dark ones",
    ),
    keepStatistics: z.boolean().default(true).describe("Bring mean and deviation back to what they were"),
  }),
  build: ({ probability, range: [low, high], ...options }) => ({
    name: "gamma",
    draw(random) {
      if (random.uniform() >= probability) return {};
      const below = low < 1 && (high <= 1 || random.uniform() < 0.5);
      const gamma = below ? random.between(low, Math.min(1, high)) : random.between(Math.max(1, low), high);
      return { pixels: ({ data }) => changeGamma(data, gamma, options), drawn: { power: gamma } };
    },
  }),
});
