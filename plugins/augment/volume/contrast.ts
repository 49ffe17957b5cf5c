import { type Component, define } from "@dragsaw/core/registry";
import { chance, range } from "../ranges.ts";
import { channelOf, momentsOf, rangeOf } from "./channels.ts";
import { drawFactor, forChannels } from "./factor.ts";

/** `contrast-3d`: stretches each channel about its mean, within its least and greatest value. Defaults are nnU-Net's. */
export const contrast3d: Component = define("transform", "contrast-3d", {
  summary: "Change the contrast of volumes",
  source: "nnU-Net (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z)",
  dimensions: [3],
  options: () => ({
    probability: chance(.15),
    range: range([0, 100], [.75, 1.25]).describe(
      "Smallest and largest factor, drawn for each channel; below and above 1 equally often",
    ),
  }),
  build: ({ probability, range: limits }) => ({
    axes: 3 as const,
    name: "contrast-3d",
    draw(random, _size, channels) {
      if (random.uniform() >= probability) return {};
      const factors = forChannels(channels, () => drawFactor(limits, random));
      return {
        voxels: (image) => factors.forEach((factor, c) => stretch(channelOf(image, c), factor)),
        drawn: { factors },
      };
    },
  }),
});

/** x' = mean + factor (x - mean), cut to the range that there was, in place. */
export function stretch(data: Float32Array, factor: number): void {
  const { mean } = momentsOf(data), [low, high] = rangeOf(data);
  for (let i = 0; i < data.length; i++) {
    const value = mean + factor * (data[i] - mean);
    data[i] = value < low ? low : value > high ? high : value;
  }
}
