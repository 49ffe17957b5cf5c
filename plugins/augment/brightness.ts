import { type Component, define } from "@dragsaw/core/registry";
import { scaleLevels } from "./levels.ts";
import { chance, drawFrom, range } from "./ranges.ts";

/** `brightness`: every value times a factor (nnU-Net's 0.75 to 1.25, for 15 samples of 100), within 0 to 255. */
export const brightness: Component = define("transform", "brightness", {
  summary: "Brighten or darken by a factor",
  source: "nnU-Net (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z)",
  options: () => ({
    probability: chance(0.15),
    factor: range([0, 10], [0.75, 1.25]).describe("Smallest and largest factor of all values"),
  }),
  build: ({ probability, factor: limits }) => ({
    name: "brightness",
    draw(random) {
      if (random.uniform() >= probability) return {};
      const factor = drawFrom(limits, random);
      return { pixels: ({ data }) => scaleLevels(data, factor, 0), drawn: { factor } };
    },
  }),
});
