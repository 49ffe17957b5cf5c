import { type Component, define } from "@dragsaw/core/registry";
import { z } from "zod";
import { chance, range } from "../ranges.ts";
import { channelOf, momentsOf, rangeOf } from "./channels.ts";
import { drawFactor, forChannels } from "./factor.ts";

/**
 * `gamma-3d`: bends the grey scale of each channel between its least and greatest value. Defaults are nnU-Net's for 30 patches of
 * 100; it adds the inverted form for 10 of 100, before this one, by another entry.
 */
export const gamma3d: Component = define("transform", "gamma-3d", {
  summary: "Bend the grey scale of volumes by a power",
  source: "nnU-Net (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z)",
  dimensions: [3],
  options: () => ({
    probability: chance(.3),
    range: range([.01, 100], [.7, 1.5]).describe(
      "Smallest and largest power, drawn for each channel; below and above 1 equally often",
    ),
    inverted: z.boolean().default(false).describe(
      "Bend the negative: bright values in the place of dark ones",
    ),
    keepStatistics: z.boolean().default(true).describe("Bring mean and deviation back to what they were"),
  }),
  build: ({ probability, range: limits, ...options }) => ({
    axes: 3 as const,
    name: "gamma-3d",
    draw(random, _size, channels) {
      if (random.uniform() >= probability) return {};
      const powers = forChannels(channels, () => drawFactor(limits, random));
      return {
        voxels: (image) => powers.forEach((power, c) => bend(channelOf(image, c), power, options)),
        drawn: { powers },
      };
    },
  }),
});

/** How {@linkcode bend} goes about it. */
export interface BendOptions {
  /** Bends the negative. */
  readonly inverted: boolean;
  /** Mean and deviation are brought back to what they were. */
  readonly keepStatistics: boolean;
}

/** Entries of the curve: between them it is linear, off by less than a thousandth of the range. */
const FINENESS = 4096;

/** x' = low + range ((x - low) / range)^power with the values' own range, in place. @param power Above 0. */
export function bend(data: Float32Array, power: number, { inverted, keepStatistics }: BendOptions): void {
  const [low, high] = rangeOf(data), before = keepStatistics ? momentsOf(data) : undefined;
  if (!(high > low)) return;
  const curve = Float64Array.from({ length: FINENESS + 2 }, (_, i) => {
    const x = Math.min(1, i / FINENESS);
    return inverted ? high - (high - low) * (1 - x) ** power : low + (high - low) * x ** power;
  });
  const scale = FINENESS / (high - low);
  for (let i = 0; i < data.length; i++) {
    const place = (data[i] - low) * scale, at = place | 0;
    data[i] = curve[at] + (place - at) * (curve[at + 1] - curve[at]);
  }
  if (!before) return;
  const after = momentsOf(data), factor = before.deviation / Math.max(after.deviation, 1e-7);
  for (let i = 0; i < data.length; i++) data[i] = before.mean + factor * (data[i] - after.mean);
}
