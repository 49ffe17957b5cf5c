import type { LabelMap, Raster } from "./sample.ts";
import type { Affine } from "./transform.ts";
import { compose } from "./affine.ts";

/** What one resampling gives, at the size asked for. */
export interface Resampled {
  /** `[height, width, channels]`, 0 to 255. */
  readonly image: Float32Array;
  /** `[height, width]` class ids; absent when no labels were given. */
  readonly labels?: Int32Array;
}

/**
 * p_stored = S map p_output, with S the stretch from the output's size to the stored one: image and labels in one pass.
 *
 * Pixels are unit squares and coordinates are taken from the centre of either image, so the identity is the resize with
 * half-pixel centres (align_corners false). The image is bilinear (neighbours beyond the border repeat it), labels are the
 * pixel that holds the point. A point outside the stored image gives black and background: black, as imgaug gives in the
 * paper's code, because it is the one colour that hue and saturation leave alone.
 *
 * @param image Stored image. @param labels Its truth, the same size. @param size Output, [height, width] in pixels.
 * @param map From output to image, both of `size`.
 */
export function resample(
  image: Raster,
  labels: LabelMap | undefined,
  size: readonly [number, number],
  map: Affine,
): Resampled {
  const [height, width] = size;
  const { channels } = image;
  const out = new Float32Array(height * width * channels);
  const ids = labels ? new Int32Array(height * width) : undefined;
  const [a, b, c, d, e, f] = toStored(image, size, map);
  for (let row = 0, cell = 0; row < height; row++) {
    for (let column = 0; column < width; column++, cell++) {
      const x = a * column + b * row + c, y = d * column + e * row + f;
      if (!(x >= 0 && x < image.width && y >= 0 && y < image.height)) continue;
      if (ids) ids[cell] = labels!.data[Math.floor(y) * image.width + Math.floor(x)];
      bilinear(image, x - 0.5, y - 0.5, out, cell * channels);
    }
  }
  return ids ? { image: out, labels: ids } : { image: out };
}

/** From the output's (column, row) to stored coordinates with the origin at the top left corner of the first pixel. */
function toStored(image: Raster, [height, width]: readonly [number, number], map: Affine): Affine {
  const centred: Affine = [1, 0, 0.5 - width / 2, 0, 1, 0.5 - height / 2];
  const stored: Affine = [
    image.width / width,
    0,
    image.width / 2,
    0,
    image.height / height,
    image.height / 2,
  ];
  return compose(stored, compose(map, centred));
}

/** Mixes the four pixels around (x, y), in pixel indices, into `out` from `at` on. */
function bilinear(
  { data, width, height, channels }: Raster,
  x: number,
  y: number,
  out: Float32Array,
  at: number,
): void {
  const left = Math.floor(x), top = Math.floor(y);
  const fx = x - left, fy = y - top;
  const x0 = left < 0 ? 0 : left, x1 = left + 1 < width ? left + 1 : width - 1;
  const y0 = (top < 0 ? 0 : top) * width, y1 = (top + 1 < height ? top + 1 : height - 1) * width;
  const p = (y0 + x0) * channels,
    q = (y0 + x1) * channels,
    r = (y1 + x0) * channels,
    s = (y1 + x1) * channels;
  const wp = (1 - fx) * (1 - fy), wq = fx * (1 - fy), wr = (1 - fx) * fy, ws = fx * fy;
  for (let k = 0; k < channels; k++) {
    out[at + k] = wp * data[p + k] + wq * data[q + k] + wr * data[r + k] + ws * data[s + k];
  }
}
