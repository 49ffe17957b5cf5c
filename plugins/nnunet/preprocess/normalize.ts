import type { Intensities } from "../plan/intensities.ts";

/** How intensities of a channel become comparable between cases. */
export type Scheme = "z-score" | "ct" | "unit-range" | "byte" | "none";

/** Normalization of one channel. */
export interface Normalization {
  /**
   * `z-score`: (x - mean) / deviation of the case. `ct`: clipped to `intensities.low` and `high`, then by their mean and
   * deviation. `unit-range`: least to 0, most to 1. `byte`: x / 255. `none`: as it is.
   */
  readonly scheme: Scheme;
  /** Whether `z-score` takes the body alone (what is not 0, and its holes), and leaves 0 around it. */
  readonly bodyOnly: boolean;
  /** Of the foreground of all training cases; `ct` needs it. */
  readonly intensities?: Intensities;
}

/** Deviations and ranges below count as this. */
const SMALLEST = 1e-8;

/**
 * Normalizes a channel in place, and returns it.
 *
 * @param body 1 in the body, as many values as the channel; needed where `bodyOnly`.
 * @throws {TypeError} without what the scheme needs.
 * @throws {RangeError} for values that are not finite.
 */
export function normalize(
  data: Float32Array,
  { scheme, bodyOnly, intensities }: Normalization,
  body?: Uint8Array,
): Float32Array {
  if (!allFinite(data)) {
    throw new RangeError("Cannot normalize the channel: expected finite intensities, found NaN or infinity");
  }
  switch (scheme) {
    case "none":
      return data;
    case "byte":
      return linear(data, 1 / 255, 0);
    case "unit-range": {
      const { least, most } = range(data);
      const scale = 1 / Math.max(most - least, SMALLEST);
      return linear(data, scale, -least * scale);
    }
    case "ct": {
      if (!intensities) {
        throw new TypeError(
          'Cannot normalize by "ct": expected the intensities of the foreground, found none',
        );
      }
      const { mean, deviation, low, high } = intensities, scale = 1 / Math.max(deviation, SMALLEST);
      for (let i = 0; i < data.length; i++) data[i] = (Math.min(Math.max(data[i], low), high) - mean) * scale;
      return data;
    }
    case "z-score": {
      if (!bodyOnly) return zScore(data);
      if (!body) throw new TypeError("Cannot normalize the body alone: expected its mask, found none");
      return zScore(data, body);
    }
  }
}

function zScore(data: Float32Array, body?: Uint8Array): Float32Array {
  let count = 0, sum = 0, squares = 0;
  for (let i = 0; i < data.length; i++) {
    if (body && body[i] === 0) continue;
    count++;
    sum += data[i];
  }
  const mean = sum / Math.max(count, 1);
  for (let i = 0; i < data.length; i++) {
    if (!body || body[i] !== 0) squares += (data[i] - mean) ** 2;
  }
  const scale = 1 / Math.max(Math.sqrt(squares / Math.max(count, 1)), SMALLEST);
  for (let i = 0; i < data.length; i++) data[i] = body && body[i] === 0 ? 0 : (data[i] - mean) * scale;
  return data;
}

function linear(data: Float32Array, scale: number, shift: number): Float32Array {
  for (let i = 0; i < data.length; i++) data[i] = data[i] * scale + shift;
  return data;
}

function range(data: Float32Array): { least: number; most: number } {
  let least = Infinity, most = -Infinity;
  for (let i = 0; i < data.length; i++) {
    if (data[i] < least) least = data[i];
    if (data[i] > most) most = data[i];
  }
  return { least, most };
}

function allFinite(data: Float32Array): boolean {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return false;
  return true;
}
