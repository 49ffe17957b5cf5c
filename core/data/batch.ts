import { type Normalization, normalizePixels } from "./input.ts";
import { reduceSample } from "./reduce.ts";
import { resample, type Resampled } from "./resample.ts";
import type { Sample } from "./sample.ts";
import type { Draw } from "./transform.ts";
import { affineOf, routeOf, warp } from "./warp.ts";

/** Training images or patches of volumes with their truth, ready for the network. */
export interface Batch {
  /** `[B, ...size, channels]`, normalised. */
  readonly images: Float32Array;
  /** `[B, ...size]` class ids. */
  readonly labels: Int32Array;
  /** Case of each image. */
  readonly ids: readonly string[];
  /** [height, width] in pixels, or [depth, height, width] in voxels. */
  readonly size: readonly number[];
  /** Channels of the images. */
  readonly channels: number;
}

/** One image of a batch, where it stands in the batch. */
export interface Example {
  /** `[height, width, channels]`, normalised. */
  readonly image: Float32Array;
  /** `[height, width]` class ids. */
  readonly labels: Int32Array;
}

/**
 * A sample as draws leave it: reduce, one resampling through the maps of all, then what changes pixels.
 *
 * @param draws In the order of the transforms: the first acts first on the image.
 * @param size The network's [height, width]. @param into Where it is written; new arrays unless given.
 */
export function applyDraws(
  sample: Sample,
  draws: readonly Draw[],
  size: readonly [number, number],
  into?: Resampled,
): Resampled {
  const { image: stored, labels } = reduceSample(sample, size);
  const route = routeOf(draws), map = affineOf(route);
  const made = map ? resample(stored, labels, size, map, into) : warp(stored, labels, size, route, into);
  for (const { pixels } of draws) pixels?.({ data: made.image, size, channels: stored.channels });
  return made;
}

/**
 * Makes one example of one sample: what {@linkcode applyDraws} makes of it, normalised.
 *
 * @param into Where it is written.
 * @throws {TypeError} when the sample has no labels. @throws {RangeError} when a draw cannot change such an image, or the
 * sample has other channels than the batch.
 */
export function writeExample(
  id: string,
  sample: Sample,
  draws: readonly Draw[],
  size: readonly [number, number],
  normalization: Normalization,
  into: Example,
): void {
  if (!sample.labels) throw new TypeError(`Cannot train on "${id}": expected a mask, found none`);
  const { channels } = sample.image, wanted = into.image.length / into.labels.length;
  if (channels !== wanted) {
    throw new RangeError(
      `Cannot put "${id}" into a batch: expected ${wanted} channels (means of normalize), found ${channels}`,
    );
  }
  normalizePixels(applyDraws(sample, draws, size, into).image, channels, normalization);
}

/** A batch without content. @param channels Of its images. @param shared Whether several threads write into it. */
export function emptyBatch(
  ids: readonly string[],
  size: readonly number[],
  channels: number,
  shared = false,
): Batch {
  const pixels = ids.length * pixelsOf(size);
  const memory = (values: number) => shared ? new SharedArrayBuffer(4 * values) : new ArrayBuffer(4 * values);
  const images = new Float32Array(memory(pixels * channels)), labels = new Int32Array(memory(pixels));
  return { images, labels, ids, size, channels };
}

/** The example at a place of a batch: views, not copies. */
export function exampleAt({ images, labels, size, channels }: Batch, place: number): Example {
  const pixels = pixelsOf(size), from = place * pixels, to = from + pixels;
  return { image: images.subarray(from * channels, to * channels), labels: labels.subarray(from, to) };
}

function pixelsOf(size: readonly number[]): number {
  return size.reduce((a, b) => a * b, 1);
}

/** A batch from its parts, each with the places of its examples in the whole. */
export function joinParts(parts: readonly { places: readonly number[]; batch: Batch }[]): Batch {
  if (parts.length === 1) return parts[0].batch;
  const { size, channels } = parts[0].batch;
  const ids: string[] = [];
  for (const { places, batch } of parts) places.forEach((place, i) => ids[place] = batch.ids[i]);
  const whole = emptyBatch(ids, size, channels);
  for (const { places, batch } of parts) {
    for (const [i, place] of places.entries()) {
      const { image, labels } = exampleAt(whole, place), part = exampleAt(batch, i);
      image.set(part.image);
      labels.set(part.labels);
    }
  }
  return whole;
}
