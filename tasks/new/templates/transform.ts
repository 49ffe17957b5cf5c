import { type Component, define } from "@dragsaw/core/registry";
import { z } from "zod";

/** `template`: change what it draws, its options, and this line. */
export const template: Component = define("transform", "template", {
  summary: "Shift the image and its mask by a random number of pixels.",
  options: () => ({
    probability: z.number().min(0).max(1).default(0.5).describe("Part of the samples that are shifted."),
    most: z.number().min(0).max(1).default(0.1).describe("Longest shift, as a part of each side."),
  }),
  build: ({ probability, most }) => ({
    name: "template",
    draw(random, [height, width]) {
      if (random.uniform() >= probability) return {};
      const right = random.between(-most, most) * width, down = random.between(-most, most) * height;
      // where each pixel is read from; image and mask are resampled once, after all transforms
      return { affine: [1, 0, -right, 0, 1, -down], drawn: { right, down } };
    },
  }),
});
