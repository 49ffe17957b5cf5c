import type { Raster } from "@dragsaw/core/data";
import { colorMap } from "../color_map.ts";
import { overlay } from "../overlay.ts";
import { classMap } from "./class_map.ts";
import { errorMap } from "./error_map.ts";

/** The pictures of a strip, from the left. */
export const PANELS = ["outlines", "image", "truth", "prediction", "errors", "uncertainty"] as const;

/** One of {@linkcode PANELS}. */
export type Panel = typeof PANELS[number];

/** An image, or a slice of one, beside what is known of its pixels. */
export interface Shown {
  /** The image. */
  readonly image: Raster;
  /** True class ids. */
  readonly truth: Uint8Array;
  /** Predicted class ids. */
  readonly prediction: Uint8Array;
  /** 0 to 1. */
  readonly uncertainty: Float32Array;
  /** Pixels added on each side of an outline; by the picture's size unless given. */
  readonly thickness?: number;
}

/** {@linkcode PANELS} of an image, RGB, all of its size. @param classes How many, with background. */
export function panelPictures(
  { image, truth, prediction, uncertainty, thickness }: Shown,
  classes: number,
): Raster[] {
  const size = [image.height, image.width] as const;
  return [
    overlay(image, { truth, prediction }, thickness),
    overlay(image, {}),
    classMap(truth, size, classes),
    classMap(prediction, size, classes),
    errorMap(image, { truth, prediction }),
    colorMap(uncertainty, size),
  ];
}
