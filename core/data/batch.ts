import { compose, IDENTITY } from "./affine.ts";
import { type Normalization, normalizePixels } from "./input.ts";
import { reduceSample } from "./reduce.ts";
import { resample } from "./resample.ts";
import type { Sample } from "./sample.ts";
import type { Affine, Draw } from "./transform.ts";

/** Training images with their truth, ready for the network. */
export interface Batch {
  /** `[B, height, width, channels]`, normalised. */
  readonly images: Float32Array;
  /** `[B, height, width]` class ids. */
  readonly labels: Int32Array;
  /** Case of each image. */
  readonly ids: readonly string[];
  /** [height, width] in pixels. */
  readonly size: readonly [number, number];
  /** Channels of the images. */
  readonly channels: number;
}

/** One image of a batch. */
export interface Example {
  /** Case it is of. */
  readonly id: string;
  /** `[height, width, channels]`, normalised. */
  readonly image: Float32Array;
  /** `[height, width]` class ids. */
  readonly labels: Int32Array;
}

/**
 * One example from one sample: reduce, one resampling through the maps of all draws, colour, normalisation.
 *
 * @param draws In the order of the transforms: the first acts first on the image.
 * @param size The network's [height, width].
 * @throws {TypeError} when the sample has no labels. @throws {RangeError} when a colour draw meets an image that is not RGB.
 */
export function toExample(
  id: string,
  sample: Sample,
  draws: readonly Draw[],
  size: readonly [number, number],
  normalization: Normalization,
): Example {
  if (!sample.labels) throw new TypeError(`Cannot train on "${id}": expected a mask, found none`);
  const { image: stored, labels: truth } = reduceSample(sample, size);
  // Each map leads from a transform's output back to its input: the last transform's comes first.
  const map = draws.reduce<Affine>((map, { affine }) => affine ? compose(map, affine) : map, IDENTITY);
  const { image, labels } = resample(stored, truth, size, map);
  for (const { color } of draws) {
    if (color && stored.channels !== 3) {
      throw new RangeError(
        `Cannot change the colours of "${id}": expected 3 channels, found ${stored.channels}`,
      );
    }
    color?.(image);
  }
  normalizePixels(image, stored.channels, normalization);
  return { id, image, labels: labels! };
}

/** Joins examples of one size into a batch. @throws {RangeError} when they differ in size. */
export function assemble(examples: readonly Example[], size: readonly [number, number]): Batch {
  const pixels = size[0] * size[1];
  const channels = examples[0].image.length / pixels;
  const images = new Float32Array(examples.length * pixels * channels);
  const labels = new Int32Array(examples.length * pixels);
  for (const [i, { id, image, labels: truth }] of examples.entries()) {
    if (image.length !== pixels * channels || truth.length !== pixels) {
      throw new RangeError(
        `Cannot put "${id}" into a batch of ${
          size.join(" x ")
        } with ${channels} channels: found ${image.length} values`,
      );
    }
    images.set(image, i * pixels * channels);
    labels.set(truth, i * pixels);
  }
  return { images, labels, ids: examples.map(({ id }) => id), size, channels };
}

/** A batch from its parts, each with the places of its examples in the whole. */
export function joinParts(parts: readonly { places: readonly number[]; batch: Batch }[]): Batch {
  if (parts.length === 1) return parts[0].batch;
  const { size, channels } = parts[0].batch;
  const pixels = size[0] * size[1];
  const count = parts.reduce((sum, { places }) => sum + places.length, 0);
  const images = new Float32Array(count * pixels * channels);
  const labels = new Int32Array(count * pixels);
  const ids = new Array<string>(count);
  for (const { places, batch } of parts) {
    for (const [i, place] of places.entries()) {
      images.set(
        batch.images.subarray(i * pixels * channels, (i + 1) * pixels * channels),
        place * pixels * channels,
      );
      labels.set(batch.labels.subarray(i * pixels, (i + 1) * pixels), place * pixels);
      ids[place] = batch.ids[i];
    }
  }
  return { images, labels, ids, size, channels };
}
