import type { Canvas } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { z } from "zod";

/**
 * HSV: H' = H + turn, S' = clamp(S + gain, 0, 1), V' = V, in place. Grey has no hue of its own and counts as red, as in OpenCV;
 * black stays black.
 *
 * @param pixels RGB interleaved, 0 to 255. @param turn Part of the colour circle. @param gain Added saturation, -1 to 1.
 */
export function shiftHueSaturation(pixels: Float32Array, turn: number, gain: number): void {
  // As a place on a circle of six sectors: red 0, green 2, blue 4
  const sectors = 6 * (turn - Math.floor(turn));
  for (let i = 0; i < pixels.length; i += 3) {
    const r = pixels[i], g = pixels[i + 1], b = pixels[i + 2];
    const value = r > g ? (r > b ? r : b) : (g > b ? g : b);
    if (value <= 0) continue;
    const low = r < g ? (r < b ? r : b) : (g < b ? g : b), chroma = value - low;
    const wanted = chroma + gain * value, range = wanted < 0 ? 0 : wanted > value ? value : wanted;
    let hue = sectors;
    if (chroma > 0) {
      if (value === r) hue += (g - b) / chroma;
      else hue += value === g ? 2 + (b - r) / chroma : 4 + (r - g) / chroma;
    }
    if (hue < 0) hue += 6;
    if (hue >= 6) hue -= 6; // also what was a hair below 0
    const sector = hue | 0, part = range * (hue - sector);
    const least = value - range, rising = least + part, falling = value - part;
    pixels[i] = sector === 0 || sector >= 5 ? value : sector === 1 ? falling : sector === 4 ? rising : least;
    pixels[i + 1] = sector === 1 || sector === 2
      ? value
      : sector === 0
      ? rising
      : sector === 3
      ? falling
      : least;
    pixels[i + 2] = sector === 3 || sector === 4
      ? value
      : sector === 2
      ? rising
      : sector >= 5
      ? falling
      : least;
  }
}

function shiftCanvas({ data, channels }: Canvas, turn: number, gain: number): void {
  if (channels !== 3) {
    throw new RangeError(`Cannot change hue and saturation: expected 3 channels, found ${channels}`);
  }
  shiftHueSaturation(data, turn, gain);
}

/**
 * `hue-saturation`: adds to hue and saturation of every pixel. One scale of 255 for both, as in imgaug's
 * AddToHueAndSaturation with a draw for each, which the paper uses: for saturation 255 is the whole range, for hue the
 * whole circle, so that 50 turns by 70.6 degrees.
 */
export const hueSaturation: Component = define("transform", "hue-saturation", {
  summary: "Add to hue and saturation",
  source: "Liu et al. 2022, arXiv 2201.08779, recipe of the 2D trainings",
  options: () => ({
    range: z.number().min(0).max(255).default(50)
      .describe(
        "Largest change either way, out of 255: 50 turns the hue by 70.6 degrees and changes saturation by .196",
      ),
  }),
  build: ({ range }) => ({
    name: "hue-saturation",
    draw(random) {
      const turn = random.between(-range, range) / 255, gain = random.between(-range, range) / 255;
      return {
        pixels: (canvas) => shiftCanvas(canvas, turn, gain),
        drawn: { hue: 360 * turn, saturation: gain },
      };
    },
  }),
});
