import { type Component, define } from "@dragsaw/core/registry";
import { z } from "zod";

/**
 * HSV: H' = H + turn, S' = clamp(S + gain, 0, 1), V' = V, in place. Grey has no hue of its own and counts as red, as in OpenCV;
 * black stays black.
 *
 * @param pixels RGB interleaved, 0 to 255. @param turn Part of the colour circle. @param gain Added saturation, -1 to 1.
 */
export function shiftHueSaturation(pixels: Float32Array, turn: number, gain: number): void {
  for (let i = 0; i < pixels.length; i += 3) {
    const r = pixels[i], g = pixels[i + 1], b = pixels[i + 2];
    const value = r > g ? (r > b ? r : b) : (g > b ? g : b);
    if (value <= 0) continue;
    const chroma = value - (r < g ? (r < b ? r : b) : (g < b ? g : b));
    const saturation = Math.min(1, Math.max(0, chroma / value + gain));
    const sector = hueSector(r, g, b, value, chroma) + 6 * turn;
    const range = value * saturation;
    pixels[i] = value - range * hueWeight(sector + 5);
    pixels[i + 1] = value - range * hueWeight(sector + 3);
    pixels[i + 2] = value - range * hueWeight(sector + 1);
  }
}

/** Hue as a place on a circle of six: red 0, green 2, blue 4. */
function hueSector(r: number, g: number, b: number, value: number, chroma: number): number {
  if (chroma === 0) return 0;
  if (value === r) return (g - b) / chroma;
  return value === g ? 2 + (b - r) / chroma : 4 + (r - g) / chroma;
}

/** How much of the range a channel lies below the value (the closed form of HSV to RGB). */
function hueWeight(sector: number): number {
  const k = sector - 6 * Math.floor(sector / 6);
  const w = k < 4 - k ? k : 4 - k;
  return w < 0 ? 0 : w > 1 ? 1 : w;
}

/**
 * `hue-saturation`: adds to hue and saturation of every pixel. One scale of 255 for both, as in imgaug's
 * AddToHueAndSaturation with a draw for each, which the paper uses: for saturation 255 is the whole range, for hue the
 * whole circle, so that 50 turns by 70.6 degrees.
 */
export const hueSaturation: Component = define("transform", "hue-saturation", {
  summary: "Add to hue and saturation",
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
      return { color: (pixels) => shiftHueSaturation(pixels, turn, gain) };
    },
  }),
});
