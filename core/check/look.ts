import type { Raster } from "../data/sample.ts";
import type { Volume } from "../volume/volume.ts";
import { isVolume, PLANE, planeOf } from "./plane.ts";

/** What a picture looks like, small enough to compare with thousands. */
export interface Look {
  /** Signs of 255 cosine coefficients, 32 a number; the first bit, of the mean, is 0. */
  readonly signs: readonly number[];
  /** The picture in 16 x 16 bytes from its darkest to its brightest, in base64. */
  readonly thumbnail: string;
}

/** Cosine coefficients along each side. */
const WAVES = 16;
/** Pictures with a shorter side look alike by chance. */
const SHORTEST = 32;

/**
 * The perceptual hash of a picture: signs of the lowest 16 x 16 coefficients of the cosine transform of its brightness, which
 * survive another size, compression, brightness or tint; and a thumbnail.
 *
 * @returns Undefined for a picture of one brightness, with a side below 32 pixels, or with values that are not finite.
 */
export function lookOf(pixels: Raster | Volume): Look | undefined {
  const [width, height] = isVolume(pixels) ? pixels.size : [pixels.width, pixels.height];
  if (Math.min(width, height) < SHORTEST) return undefined;
  const plane = planeOf(pixels);
  const least = Math.min(...plane), range = Math.max(...plane) - least;
  if (!(range > 0 && range < Infinity)) return undefined;
  const signs = new Array<number>(8).fill(0);
  cosines(plane).forEach((value, i) => {
    if (i > 0 && value > 0) signs[i >> 5] = (signs[i >> 5] | (1 << (i & 31))) >>> 0;
  });
  return { signs, thumbnail: halved(plane, least, range).toBase64() };
}

/** cos(pi (2 x + 1) u / 64), row u. */
const TABLE: Float64Array = Float64Array.from(
  { length: WAVES * PLANE },
  (_, i) => Math.cos(Math.PI * (2 * (i % PLANE) + 1) * Math.floor(i / PLANE) / (2 * PLANE)),
);

/** The lowest coefficients of DCT-II along both sides, not scaled: signs are all that is wanted. */
function cosines(plane: Float64Array): Float64Array {
  const rows = new Float64Array(PLANE * WAVES), out = new Float64Array(WAVES * WAVES);
  for (let y = 0; y < PLANE; y++) {
    for (let u = 0; u < WAVES; u++) {
      let sum = 0;
      for (let x = 0; x < PLANE; x++) sum += plane[y * PLANE + x] * TABLE[u * PLANE + x];
      rows[y * WAVES + u] = sum;
    }
  }
  for (let v = 0; v < WAVES; v++) {
    for (let u = 0; u < WAVES; u++) {
      let sum = 0;
      for (let y = 0; y < PLANE; y++) sum += rows[y * WAVES + u] * TABLE[v * PLANE + y];
      out[v * WAVES + u] = sum;
    }
  }
  return out;
}

function halved(plane: Float64Array, least: number, range: number): Uint8Array {
  const half = PLANE / 2;
  return Uint8Array.from({ length: half * half }, (_, i) => {
    const at = 2 * Math.floor(i / half) * PLANE + 2 * (i % half);
    const mean = (plane[at] + plane[at + 1] + plane[at + PLANE] + plane[at + PLANE + 1]) / 4;
    return Math.round(255 * (mean - least) / range);
  });
}
