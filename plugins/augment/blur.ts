import { type Component, define } from "@dragsaw/core/registry";
import { smooth } from "./gaussian.ts";
import { chance, drawFrom, range } from "./ranges.ts";

/** `blur`: a Gaussian over all channels alike, mirrored at the border (nnU-Net's 0.5 to 1 pixels, for 20 samples of 100). */
export const blur: Component = define("transform", "blur", {
  summary: "Blur with a Gaussian",
  source: "nnU-Net (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z)",
  options: () => ({
    probability: chance(0.2),
    sigma: range([0.1, 100], [0.5, 1]).describe(
      "Smallest and largest deviation, in pixels of the network's input",
    ),
  }),
  build: ({ probability, sigma: limits }) => ({
    name: "blur",
    draw(random) {
      if (random.uniform() >= probability) return {};
      const sigma = drawFrom(limits, random);
      return {
        pixels: ({ data, size, channels }) => smooth(data, size, channels, sigma, "mirror"),
        drawn: { sigma },
      };
    },
  }),
});
