import type { Raster } from "./sample.ts";

/** Mixes the four pixels around (x, y), in pixel indices, into `out` from `at` on; neighbours beyond the border repeat it. */
export function bilinear(
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
