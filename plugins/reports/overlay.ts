import type { Raster } from "@dragsaw/core/data";
import { contour } from "./contour.ts";
import { checkLength, type Size } from "./png.ts";

/** Class ids whose outlines are drawn, each `height * width`, row-major. */
export interface Outlines {
  /** Drawn in {@linkcode TRUTH_COLOR}. */
  readonly truth?: Uint8Array | undefined;
  /** Drawn in {@linkcode PREDICTION_COLOR}. */
  readonly prediction?: Uint8Array | undefined;
}

/** A colour, red, green and blue from 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

/** Outline of the truth: cyan. The pair differs in blue and in lightness, so that it holds for colour-blind eyes and on skin. */
export const TRUTH_COLOR: Color = [0, 224, 255];
/** Outline of the prediction: yellow. */
export const PREDICTION_COLOR: Color = [255, 214, 0];
/** Where both outlines meet: white. */
export const AGREEMENT_COLOR: Color = [255, 255, 255];

/** By the bits set on a pixel: 1 truth, 2 prediction. */
const COLORS: readonly Color[] = [TRUTH_COLOR, TRUTH_COLOR, PREDICTION_COLOR, AGREEMENT_COLOR];

/**
 * Draws the outlines of truth and prediction over an image.
 *
 * @param image 1 or 3 channels; left as it is.
 * @param outlines Class ids of the image's size; either may be absent.
 * @param radius Pixels added on each side of a line; one for every 600 of the longer side unless given.
 * @returns RGB of the image's size.
 * @throws {RangeError} When a mask is not of the image's size.
 */
export function overlay(image: Raster, outlines: Outlines, radius?: number): Raster {
  const { height, width } = image;
  const size: Size = [height, width];
  const reach = radius ?? Math.floor(Math.max(height, width) / 600);
  const marks = new Uint8Array(height * width);
  if (outlines.truth) mark(marks, size, contour(outlines.truth, size), reach, 1);
  if (outlines.prediction) mark(marks, size, contour(outlines.prediction, size), reach, 2);
  const data = toRgb(image);
  for (let i = 0; i < marks.length; i++) {
    if (marks[i]) data.set(COLORS[marks[i]], i * 3);
  }
  return { height, width, channels: 3, data };
}

/** Sets `bit` on the squares of `reach` around the given pixels. */
function mark(
  marks: Uint8Array,
  [height, width]: Size,
  pixels: Uint32Array,
  reach: number,
  bit: number,
): void {
  for (const i of pixels) {
    const x = i % width, y = (i - x) / width;
    for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
      for (let column = Math.max(0, x - reach); column <= Math.min(width - 1, x + reach); column++) {
        marks[row * width + column] |= bit;
      }
    }
  }
}

/** A fresh copy with three channels. */
function toRgb({ height, width, channels, data }: Raster): Uint8Array {
  checkLength("draw an overlay", data.length, [height, width], channels);
  if (channels === 3) return data.slice();
  const rgb = new Uint8Array(height * width * 3);
  for (let i = 0; i < height * width; i++) rgb.fill(data[i * channels], i * 3, i * 3 + 3);
  return rgb;
}
