import { type Component, define } from "@dragsaw/core/registry";
import { z } from "zod";

/** `flip`: mirrors left to right and top to bottom, each with its own chance (the paper's .5). */
export const flip: Component = define("transform", "flip", {
  summary: "Mirror left to right and top to bottom",
  source: "Liu et al. 2022, arXiv 2201.08779, recipe of the 2D trainings",
  options: () => ({
    horizontal: z.number().min(0).max(1).default(0.5).describe("Chance of mirroring left to right"),
    vertical: z.number().min(0).max(1).default(0.5).describe("Chance of mirroring top to bottom"),
  }),
  build: ({ horizontal, vertical }) => ({
    name: "flip",
    draw(random) {
      const x = random.uniform() < horizontal ? -1 : 1;
      const y = random.uniform() < vertical ? -1 : 1;
      return x === 1 && y === 1 ? {} : {
        affine: [x, 0, 0, 0, y, 0],
        drawn: { horizontal: x === -1, vertical: y === -1 },
      };
    },
  }),
});
