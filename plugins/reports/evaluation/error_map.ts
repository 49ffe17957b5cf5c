import type { Raster } from "@dragsaw/core/data";
import { type Color, PREDICTION_COLOR, TRUTH_COLOR } from "../overlay.ts";
import { checkLength, type Size } from "../png.ts";

/** Where truth and prediction are both foreground, of other classes: magenta. */
export const CONFUSED_COLOR: Color = [255, 64, 200];

/**
 * Where a prediction is wrong, over the image in dim grey: missed in the colour of the truth, too much in that of the
 * prediction, another class in {@linkcode CONFUSED_COLOR}. Foreground that both see is a little brighter than the rest.
 *
 * @throws {RangeError} When a mask is not of the image's size.
 */
export function errorMap(
  image: Raster,
  { truth, prediction }: { readonly truth: Uint8Array; readonly prediction: Uint8Array },
): Raster {
  const { height, width, channels, data } = image, size: Size = [height, width];
  checkLength("draw errors", data.length, size, channels);
  checkLength("draw errors", truth.length, size, 1);
  checkLength("draw errors", prediction.length, size, 1);
  const drawn = new Uint8Array(height * width * 3);
  for (let i = 0; i < height * width; i++) {
    const color = mistake(truth[i], prediction[i]);
    if (color) drawn.set(color, i * 3);
    else drawn.fill(luma(data, i * channels, channels) * (truth[i] ? 0.6 : 0.32), i * 3, i * 3 + 3);
  }
  return { height, width, channels: 3, data: drawn };
}

function mistake(truth: number, prediction: number): Color | undefined {
  if (truth === prediction) return undefined;
  return prediction === 0 ? TRUTH_COLOR : truth === 0 ? PREDICTION_COLOR : CONFUSED_COLOR;
}

/** Rec. 601, 0 to 255. */
function luma(data: Uint8Array | Uint8ClampedArray, at: number, channels: number): number {
  if (channels < 3) return data[at];
  return 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
}
