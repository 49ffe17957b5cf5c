import { type Component, define } from "@dragsaw/core/registry";
import { chance, range } from "../ranges.ts";
import { channelOf } from "./channels.ts";
import { drawFactor, forChannels } from "./factor.ts";

/** `brightness-3d`: multiplies each channel. Defaults are nnU-Net's. */
export const brightness3d: Component = define("transform", "brightness-3d", {
  summary: "Make volumes brighter or darker",
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
    name: "brightness-3d",
    draw(random, _size, channels) {
      if (random.uniform() >= probability) return {};
      const factors = forChannels(channels, () => drawFactor(limits, random));
      return {
        voxels: (image) =>
          factors.forEach((factor, c) => {
            const data = channelOf(image, c);
            for (let i = 0; i < data.length; i++) data[i] *= factor;
          }),
        drawn: { factors },
      };
    },
  }),
});
