import type { Raster, Resampled } from "@dragsaw/core/data";
import { overlay } from "@dragsaw/reports";

/** Panels in a row, at most; pixels between them; their grey. */
const COLUMNS = 4, GAP = 4, GREY = 24;
/** Small panels are enlarged up to this side, so that outlines are thin. */
const SIDE = 288;

/**
 * An image as the network gets it, before normalisation, with the outline of its truth; pixels are enlarged, not smoothed.
 *
 * @param longest Side of the largest picture that shall have pixels as large as this one's.
 */
export function panel(
  { image, labels }: Resampled,
  [height, width]: readonly [number, number],
  channels: number,
  longest: number = Math.max(height, width),
): Raster {
  const times = Math.max(1, Math.floor(SIDE / longest));
  const data = Uint8Array.from(image, Math.round);
  const large = enlarged({ height, width, channels, data }, times);
  const truth = labels &&
    enlarged({ height, width, channels: 1, data: Uint8Array.from(labels) }, times).data;
  return overlay(large, { truth }, 0);
}

/** Panels of one size side by side, in rows. */
export function grid(panels: readonly Raster[]): Raster {
  const [{ height: down, width: across }] = panels, columns = Math.min(COLUMNS, panels.length);
  const rows = Math.ceil(panels.length / columns);
  const height = rows * (down + GAP) - GAP, width = columns * (across + GAP) - GAP;
  const data = new Uint8Array(height * width * 3).fill(GREY);
  for (const [i, { data: pixels }] of panels.entries()) {
    const left = i % columns * (across + GAP), top = Math.floor(i / columns) * (down + GAP);
    for (let y = 0; y < down; y++) {
      data.set(pixels.subarray(y * across * 3, (y + 1) * across * 3), ((top + y) * width + left) * 3);
    }
  }
  return { height, width, channels: 3, data };
}

/** Each pixel as a square of `times` by `times`. */
function enlarged({ height, width, channels, data }: Raster, times: number): Raster {
  const large = new Uint8Array(data.length * times * times);
  for (let y = 0, at = 0; y < height * times; y++) {
    for (let x = 0; x < width * times; x++, at += channels) {
      const from = (Math.floor(y / times) * width + Math.floor(x / times)) * channels;
      for (let c = 0; c < channels; c++) large[at + c] = data[from + c];
    }
  }
  return { height: height * times, width: width * times, channels, data: large };
}
