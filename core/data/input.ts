import { IDENTITY } from "./affine.ts";
import { reduceImage } from "./reduce.ts";
import { resample } from "./resample.ts";
import type { Raster } from "./sample.ts";

/** Mean and standard deviation of each channel, on the scale 0 to 1. */
export interface Normalization {
  /** Subtracted after division by 255. */
  readonly mean: readonly number[];
  /** Divided by, above 0. */
  readonly std: readonly number[];
}

/** Statistics of ImageNet, RGB: what the paper's runs use. */
export const IMAGENET: Normalization = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };

/**
 * y = (x / 255 - mean) / std, in place.
 *
 * @param pixels Channels interleaved, 0 to 255. @param channels How many.
 * @throws {RangeError} when there is not one mean and one deviation a channel.
 */
export function normalizePixels(pixels: Float32Array, channels: number, { mean, std }: Normalization): void {
  if (mean.length !== channels || std.length !== channels) {
    const found = `${mean.length} and ${std.length}`;
    throw new RangeError(
      `Cannot normalise ${channels} channels: expected as many means and deviations, found ${found}`,
    );
  }
  const scale = std.map((s) => 1 / (255 * s)), shift = mean.map((m, c) => -m / std[c]);
  if (channels === 3) return normalizeRgb(pixels, scale, shift);
  for (let i = 0; i < pixels.length; i += channels) {
    for (let c = 0; c < channels; c++) pixels[i + c] = pixels[i + c] * scale[c] + shift[c];
  }
}

function normalizeRgb(pixels: Float32Array, scale: readonly number[], shift: readonly number[]): void {
  const [a, b, c] = scale, [u, v, w] = shift;
  for (let i = 0; i < pixels.length; i += 3) {
    pixels[i] = pixels[i] * a + u;
    pixels[i + 1] = pixels[i + 1] * b + v;
    pixels[i + 2] = pixels[i + 2] * c + w;
  }
}

/**
 * An image as the network takes it outside training: reduced by averaging, resized bilinearly, normalised. Bit for bit what
 * the training path gives without augmentation.
 *
 * @param size The network's [height, width].
 * @returns `[height, width, channels]`.
 */
export function toInput(
  image: Raster,
  size: readonly [number, number],
  normalization: Normalization,
): Float32Array {
  const pixels = resample(reduceImage(image, size), undefined, size, IDENTITY).image;
  normalizePixels(pixels, image.channels, normalization);
  return pixels;
}
