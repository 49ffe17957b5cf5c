import type { Raster } from "./sample.ts";

/** Part of an image, in pixels: column and row of its first pixel, width and height. */
export type Region = readonly [x: number, y: number, width: number, height: number];

/**
 * Where windows along a side begin: from 0 on, each `overlap` into the one before, the last one at the side's end. One window
 * where the side is no longer than that.
 *
 * @param side Pixels. @param window Pixels of a window, at least 1. @param overlap Pixels, 0 to below `window`.
 */
export function windowStarts(side: number, window: number, overlap: number): number[] {
  if (!(window >= 1 && overlap >= 0 && overlap < window)) {
    const found = `windows of ${window} that overlap by ${overlap}`;
    throw new RangeError(
      `Cannot cut a side of ${side} pixels: expected an overlap below the window, found ${found}`,
    );
  }
  if (side <= window) return [0];
  const count = Math.ceil((side - overlap) / (window - overlap));
  return Array.from({ length: count }, (_, i) => Math.min(i * (window - overlap), side - window));
}

/** Windows that cover an image, row by row; smaller than asked for where the image is. @param window [height, width]. */
export function windowsOf(
  { width, height }: { readonly width: number; readonly height: number },
  window: readonly [number, number],
  overlap: readonly [number, number],
): Region[] {
  const [tall, wide] = [Math.min(window[0], height), Math.min(window[1], width)];
  return windowStarts(height, window[0], overlap[0]).flatMap((y) =>
    windowStarts(width, window[1], overlap[1]).map((x): Region => [x, y, wide, tall])
  );
}

/** The pixels of a region, copied. */
export function crop(
  { width, channels, data }: Omit<Raster, "height">,
  [x, y, wide, tall]: Region,
): Uint8Array {
  const out = new Uint8Array(wide * tall * channels);
  for (let row = 0; row < tall; row++) {
    const from = ((y + row) * width + x) * channels;
    out.set(data.subarray(from, from + wide * channels), row * wide * channels);
  }
  return out;
}
