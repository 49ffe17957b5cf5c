import type { LabelMap, Raster } from "./sample.ts";
import type { Affine } from "./transform.ts";
import { compose } from "./affine.ts";
import { bilinear } from "./bilinear.ts";

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
 * @param map From output to image, both of `size`. @param into Where it is written; new arrays unless given.
 */
export function resample(
  image: Raster,
  labels: LabelMap | undefined,
  size: readonly [number, number],
  map: Affine,
  into?: Resampled,
): Resampled {
  const [height, width] = size;
  const out = into?.image ?? new Float32Array(height * width * image.channels);
  const ids = labels && (into?.labels ?? new Int32Array(height * width));
  const path = toStored(image, size, map);
  if (image.channels === 3) sampleRgb(image, size, path, out);
  else sampleAny(image, size, path, out);
  if (labels) sampleLabels(labels, size, path, ids!);
  return ids ? { image: out, labels: ids } : { image: out };
}

/** Bilinear, three channels at once: the hot loop of a training's data, so written out. Arithmetic as in `bilinear`. */
function sampleRgb(
  { data, width, height }: Raster,
  [rows, columns]: readonly [number, number],
  [a, b, c, d, e, f]: Affine,
  out: Float32Array,
): void {
  const right = width - 1, bottom = height - 1;
  for (let row = 0, at = 0; row < rows; row++) {
    const across = b * row, down = e * row;
    for (let column = 0; column < columns; column++, at += 3) {
      const x = a * column + across + c, y = d * column + down + f;
      if (!(x >= 0 && x < width && y >= 0 && y < height)) {
        out[at] = out[at + 1] = out[at + 2] = 0;
        continue;
      }
      const u = x - 0.5, v = y - 0.5;
      const left = u < 0 ? -1 : u | 0, top = v < 0 ? -1 : v | 0;
      const fx = u - left, fy = v - top, gx = 1 - fx, gy = 1 - fy;
      const wp = gx * gy, wq = fx * gy, wr = gx * fy, ws = fx * fy;
      const x0 = left < 0 ? 0 : left, step = left < 0 || left >= right ? 0 : 3;
      const p = 3 * ((top < 0 ? 0 : top) * width + x0), q = p + step;
      const r = top < 0 || top >= bottom ? p : p + 3 * width, s = r + step;
      out[at] = wp * data[p] + wq * data[q] + wr * data[r] + ws * data[s];
      out[at + 1] = wp * data[p + 1] + wq * data[q + 1] + wr * data[r + 1] + ws * data[s + 1];
      out[at + 2] = wp * data[p + 2] + wq * data[q + 2] + wr * data[r + 2] + ws * data[s + 2];
    }
  }
}

/** Bilinear, any channels. */
function sampleAny(
  image: Raster,
  [rows, columns]: readonly [number, number],
  [a, b, c, d, e, f]: Affine,
  out: Float32Array,
): void {
  const { width, height, channels } = image;
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at += channels) {
      const x = a * column + b * row + c, y = d * column + e * row + f;
      if (x >= 0 && x < width && y >= 0 && y < height) bilinear(image, x - 0.5, y - 0.5, out, at);
      else out.fill(0, at, at + channels);
    }
  }
}

/** The pixel that holds the point. */
function sampleLabels(
  { data, width, height }: LabelMap,
  [rows, columns]: readonly [number, number],
  [a, b, c, d, e, f]: Affine,
  out: Int32Array,
): void {
  for (let row = 0, at = 0; row < rows; row++) {
    const across = b * row, down = e * row;
    for (let column = 0; column < columns; column++, at++) {
      const x = a * column + across + c, y = d * column + down + f;
      out[at] = x >= 0 && x < width && y >= 0 && y < height ? data[(y | 0) * width + (x | 0)] : 0;
    }
  }
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
