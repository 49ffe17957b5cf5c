import { type Component, define } from "@dragsaw/core/registry";
import { chance, drawFrom, range } from "../ranges.ts";
import { inPlane } from "./in_plane.ts";

/**
 * `scale-3d`: sees more or less of the volume around, all axes alike; of slices far apart only within them. Defaults are nnU-Net's:
 * steps between voxels of .7 to 1.4, so that above 1 things become smaller.
 */
export const scale3d: Component = define("transform", "scale-3d", {
  summary: "Enlarge or shrink volumes",
  source: "nnU-Net (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z)",
  dimensions: [3],
  options: () => ({
    probability: chance(.2),
    range: range([.01, 100], [.7, 1.4]).describe(
      "Smallest and largest step from voxel to voxel; above 1 things become smaller",
    ),
  }),
  build: ({ probability, range: limits }) => ({
    axes: 3 as const,
    name: "scale-3d",
    draw(random, size) {
      if (random.uniform() >= probability) return {};
      const step = drawFrom(limits, random);
      return { map: [inPlane(size) ? 1 : step, 0, 0, 0, step, 0, 0, 0, step], drawn: { step } };
    },
  }),
});
