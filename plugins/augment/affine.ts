import { type Affine, compose, invert } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { z } from "zod";

/** What one draw of {@linkcode affine} is made of; angles in degrees, clockwise on the screen. */
export interface AffineParts {
  /** Enlargement along x and y. */
  readonly scale: readonly [number, number];
  /** Shift to the right and down, in pixels. */
  readonly translate: readonly [number, number];
  /** Rotation about the centre. */
  readonly rotate: number;
  /** Shear along x and along y. */
  readonly shear: readonly [number, number];
}

const RADIANS = Math.PI / 180;

/** forward = translate rotate shearY shearX scale; returned is its inverse, as a draw says where a pixel is read from. */
export function readingMap({ scale, translate, rotate, shear }: AffineParts): Affine {
  const [cos, sin] = [Math.cos(rotate * RADIANS), Math.sin(rotate * RADIANS)];
  const turned: Affine = [cos, -sin, translate[0], sin, cos, translate[1]];
  const shearX: Affine = [1, Math.tan(shear[0] * RADIANS), 0, 0, 1, 0];
  const shearY: Affine = [1, 0, 0, Math.tan(shear[1] * RADIANS), 1, 0];
  const scaled: Affine = [scale[0], 0, 0, 0, scale[1], 0];
  return invert(compose(turned, compose(shearY, compose(shearX, scaled))));
}

/**
 * `affine`: scale, shift, rotation and shear about the image's centre, each drawn anew and uniformly for a sample, and for
 * either axis where there are two (method.md section 4; defaults are the paper's). What comes from outside is black.
 */
export const affine: Component = define("transform", "affine", {
  summary: "Scale, shift, rotate and shear about the centre",
  source: "Liu et al. 2022, arXiv 2201.08779, recipe of the 2D trainings",
  options: () => ({
    scale: z.tuple([z.number().positive(), z.number().positive()]).default([0.8, 1.2])
      .refine(([low, high]) => low <= high, "Expected the smaller factor first")
      .describe("Smallest and largest enlargement, drawn for each axis"),
    translate: z.number().min(0).max(1).default(0.1)
      .describe("Largest shift either way, as a part of the side, drawn for each axis"),
    rotate: z.number().min(0).max(180).default(90).describe("Largest rotation either way, in degrees"),
    shear: z.number().min(0).max(45).default(20).describe(
      "Largest shear either way, in degrees, drawn for each axis",
    ),
  }),
  build: ({ scale: [low, high], translate, rotate, shear }) => ({
    name: "affine",
    draw(random, [height, width]) {
      const within = (limit: number) => random.between(-limit, limit);
      const parts: AffineParts = {
        scale: [random.between(low, high), random.between(low, high)],
        translate: [within(translate) * width, within(translate) * height],
        rotate: within(rotate),
        shear: [within(shear), within(shear)],
      };
      return { affine: readingMap(parts), drawn: { ...parts } };
    },
  }),
});
