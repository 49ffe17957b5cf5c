import type { Affine, Random } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { z } from "zod";
import { chance, drawFrom, type Range, range } from "./ranges.ts";

/** A rectangle in pixels from the top left corner. */
export interface Box {
  /** Its first column. */
  readonly left: number;
  /** Its first row. */
  readonly top: number;
  /** First pixel to the right of it. */
  readonly right: number;
  /** First pixel below it. */
  readonly bottom: number;
}

/** The smallest rectangle around all foreground; nothing where there is none. @param labels `[height, width]` class ids. */
export function foregroundBox(
  labels: Int32Array,
  [height, width]: readonly [number, number],
): Box | undefined {
  let left = width, top = height, right = 0, bottom = 0;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (labels[i] === 0) continue;
      if (x < left) left = x;
      if (x >= right) right = x + 1;
      if (y < top) top = y;
      bottom = y + 1;
    }
  }
  return right > 0 ? { left, top, right, bottom } : undefined;
}

/** The rectangle with a margin of its own on each side, as a part of its width or height. */
function widened({ left, top, right, bottom }: Box, margin: Range, random: Random): Box {
  const across = right - left, down = bottom - top, draw = () => drawFrom(margin, random);
  return {
    left: left - across * draw(),
    top: top - down * draw(),
    right: right + across * draw(),
    bottom: bottom + down * draw(),
  };
}

/**
 * The map that fills the output with `box`, of the same shape as the image: enlarged by at most `zoom`, never made smaller, and
 * never reaching outside.
 */
export function croppingMap(
  { left, top, right, bottom }: Box,
  [height, width]: readonly [number, number],
  zoom: number,
): Affine {
  const part = Math.min(1, Math.max((right - left) / width, (bottom - top) / height, 1 / zoom));
  const within = (place: number, side: number) => {
    const most = (1 - part) * side / 2;
    return Math.min(most, Math.max(-most, place - side / 2));
  };
  return [part, 0, within((left + right) / 2, width), 0, part, within((top + bottom) / 2, height)];
}

/**
 * `crop-to-foreground`: enlarges what is around the foreground, the margin on each side drawn for itself. The shape of things
 * stays, nothing from outside comes in, and images without foreground are left alone. First in the list it sees the image as
 * it is, later as the transforms before it leave it.
 */
export const cropToForeground: Component = define("transform", "crop-to-foreground", {
  summary: "Enlarge what is around the foreground",
  options: () => ({
    probability: chance(0.5),
    margin: range([0, 10], [0.1, 0.5]).describe(
      "Smallest and largest margin, as a part of the foreground's width or height; drawn for each side",
    ),
    zoom: z.number().min(1).max(100).default(2).describe(
      "Largest enlargement: pictures are read at the network's size or up to twice that, beyond they blur",
    ),
  }),
  build: ({ probability, margin, zoom }) => ({
    name: "crop-to-foreground",
    draw(random, size, truth) {
      if (random.uniform() >= probability) return {};
      const found = foregroundBox(truth(), size);
      if (!found) return {};
      const affine = croppingMap(widened(found, margin, random), size, zoom);
      return { affine, drawn: { zoom: 1 / affine[0], centre: [affine[2], affine[5]] } };
    },
  }),
});
