import { type Normalization, toInput } from "../data/input.ts";
import type { Raster } from "../data/sample.ts";
import { crop, type Region, windowsOf, windowStarts } from "../data/windows.ts";
import type { Segment, Segmentation } from "./segment.ts";

/** How an image becomes what the network takes. */
export interface ImageOptions {
  /** The network's input, [height, width]. */
  readonly size: readonly [number, number];
  /** Mean and deviation of the input. */
  readonly normalize: Normalization;
  /** [height, width] in pixels of the windows that the image is cut into; absent: the whole image is resized. */
  readonly window?: readonly [number, number] | undefined;
}

/**
 * Segments an image at its own size: resized as a whole, or in windows that overlap by half, where each pixel is taken from
 * the window in which it lies furthest from the border.
 */
export async function segmentImage(
  segment: Segment,
  image: Raster,
  options: ImageOptions,
): Promise<Segmentation> {
  const { size, normalize, window } = options, { width, height } = image;
  const one = (part: Raster) =>
    segment({ data: toInput(part, size, normalize), size }, [part.height, part.width]);
  if (!window || (height <= window[0] && width <= window[1])) return await one(image);
  const overlap = [window[0] >> 1, window[1] >> 1] as const;
  const columns = shares(width, window[1], overlap[1]), rows = shares(height, window[0], overlap[0]);
  const labels = new Uint8Array(width * height), maps = new Map<string, Float32Array>();
  for (const region of windowsOf(image, window, overlap)) {
    const [x, y, wide, tall] = region;
    const part = await one({
      width: wide,
      height: tall,
      channels: image.channels,
      data: crop(image, region),
    });
    const place = { region, columns: columns.get(x)!, rows: rows.get(y)!, width };
    paste(part.labels, labels, place);
    for (const [name, map] of Object.entries({ ...part.uncertainty, "": part.probability })) {
      if (!maps.has(name)) maps.set(name, new Float32Array(width * height));
      paste(map, maps.get(name)!, place);
    }
  }
  const { "": probability, ...uncertainty } = Object.fromEntries(maps);
  return { labels, probability, uncertainty };
}

/** By a window's start along a side: from where to where the pixels are its own, borders in the middle of what two share. */
function shares(side: number, window: number, overlap: number): Map<number, readonly [number, number]> {
  const starts = windowStarts(side, window, overlap);
  const border = (i: number) => (starts[i] + starts[i + 1] + window) >> 1;
  return new Map(starts.map((start, i) => [
    start,
    [i === 0 ? 0 : border(i - 1), i + 1 === starts.length ? side : border(i)],
  ]));
}

interface Place {
  /** Where the window lies. */
  readonly region: Region;
  /** Its own pixels, first and behind the last. */
  readonly columns: readonly [number, number];
  readonly rows: readonly [number, number];
  /** Of the whole image. */
  readonly width: number;
}

/** Copies a window's own pixels into the whole. */
function paste<T extends Uint8Array | Float32Array>(
  from: T,
  to: T,
  { region: [x, y, wide], columns, rows, width }: Place,
): void {
  for (let row = rows[0]; row < rows[1]; row++) {
    const start = (row - y) * wide - x;
    to.set(from.subarray(start + columns[0], start + columns[1]), row * width + columns[0]);
  }
}
