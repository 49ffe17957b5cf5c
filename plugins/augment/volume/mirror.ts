import { type Component, define } from "@dragsaw/core/registry";
import { chance } from "../ranges.ts";

/** `mirror-3d`: mirrors along depth, height and width, each with its own chance; nnU-Net's .5. */
export const mirror3d: Component = define("transform", "mirror-3d", {
  summary: "Mirror volumes along each axis",
  source: "nnU-Net (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z)",
  dimensions: [3],
  options: () => ({
    depth: chance(.5).describe("Chance of mirroring along the depth"),
    height: chance(.5).describe("Chance of mirroring along the height"),
    width: chance(.5).describe("Chance of mirroring along the width"),
  }),
  build: ({ depth, height, width }) => ({
    axes: 3 as const,
    name: "mirror-3d",
    draw(random) {
      const [d, h, w] = [depth, height, width].map((chance) => random.uniform() < chance ? -1 : 1);
      if (d + h + w === 3) return {};
      return { map: [d, 0, 0, 0, h, 0, 0, 0, w], drawn: { depth: d < 0, height: h < 0, width: w < 0 } };
    },
  }),
});
