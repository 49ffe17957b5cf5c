import type { EvaluatedCase } from "@dragsaw/core";
import type { Raster } from "@dragsaw/core/data";
import { colorMap } from "../color_map.ts";
import { overlay } from "../overlay.ts";
import type { Size } from "../png.ts";
import { classMap } from "./class_map.ts";
import { errorMap } from "./error_map.ts";
import { fitted, shrinkImage, shrinkMap } from "./shrink.ts";

/** The pictures of a strip, from the left. */
export const PANELS = ["outlines", "image", "truth", "prediction", "errors", "uncertainty"] as const;

/** One of {@linkcode PANELS}. */
export type Panel = typeof PANELS[number];

/**
 * A case at a glance: image with both outlines, image, truth, prediction, errors and uncertainty side by side, of one size.
 * Outlines are drawn after shrinking, so that they stay a pixel wide.
 *
 * @param side The longer side of a picture, in pixels; a smaller image keeps its size.
 * @returns RGB, `height` x 6 times the width.
 */
export function strip(item: EvaluatedCase, side: number): Raster {
  const from: Size = [item.image.height, item.image.width], size = fitted(from, side);
  const image = shrinkImage(item.image, size);
  const truth = shrinkMap(item.truth, from, size), prediction = shrinkMap(item.prediction, from, size);
  const doubt = item.uncertainty.prediction ?? new Float32Array(from[0] * from[1]);
  return beside([
    overlay(image, { truth, prediction }),
    overlay(image, {}),
    classMap(truth, size, item.classes),
    classMap(prediction, size, item.classes),
    errorMap(image, { truth, prediction }),
    colorMap(shrinkMap(doubt, from, size), size),
  ]);
}

/** Pictures of one size in a row. */
function beside(parts: readonly Raster[]): Raster {
  const [{ height, width }] = parts, row = width * 3, data = new Uint8Array(height * row * parts.length);
  parts.forEach((part, i) => {
    for (let y = 0; y < height; y++) {
      data.set(part.data.subarray(y * row, (y + 1) * row), (y * parts.length + i) * row);
    }
  });
  return { height, width: width * parts.length, channels: 3, data };
}
