import { compose3, type Linear3 } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { z } from "zod";
import { chance } from "../ranges.ts";
import { inPlane } from "./in_plane.ts";

const RADIANS = Math.PI / 180;

/** Rotation by `degrees` about depth (0), height (1) or width (2): exact for quarter turns. */
export function rotation(axis: 0 | 1 | 2, degrees: number): Linear3 {
  const quarter = degrees % 90 === 0, angle = degrees * RADIANS;
  const cos = quarter ? Math.round(Math.cos(angle)) : Math.cos(angle);
  const sin = quarter ? Math.round(Math.sin(angle)) : Math.sin(angle);
  if (axis === 0) return [1, 0, 0, 0, cos, -sin, 0, sin, cos];
  return axis === 1 ? [cos, 0, -sin, 0, 1, 0, sin, 0, cos] : [cos, -sin, 0, sin, cos, 0, 0, 0, 1];
}

/**
 * `rotate-3d`: about all three axes, in voxels; patches of slices far apart only within their slices. Defaults are nnU-Net's: up to
 * 30 degrees, within slices 180.
 */
export const rotate3d: Component = define("transform", "rotate-3d", {
  summary: "Rotate volumes",
  source: "nnU-Net (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z)",
  dimensions: [3],
  options: () => ({
    probability: chance(.2),
    degrees: z.number().min(0).max(180).default(30).describe("Largest angle either way, drawn for each axis"),
    inPlaneDegrees: z.number().min(0).max(180).default(180).describe(
      "The same for patches that are only turned within their slices: a side is over 3 times the depth",
    ),
  }),
  build: ({ probability, degrees, inPlaneDegrees }) => ({
    axes: 3 as const,
    name: "rotate-3d",
    draw(random, size) {
      if (random.uniform() >= probability) return {};
      if (inPlane(size)) {
        const angle = random.between(-inPlaneDegrees, inPlaneDegrees);
        return { map: rotation(0, angle), drawn: { angles: [angle, 0, 0] } };
      }
      const [d, h, w] = [0, 1, 2].map(() => random.between(-degrees, degrees));
      const map = compose3(rotation(0, d), compose3(rotation(1, h), rotation(2, w)));
      return { map, drawn: { angles: [d, h, w] } };
    },
  }),
});
