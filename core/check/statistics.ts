import type { Raster } from "../data/sample.ts";
import type { Volume } from "../volume/volume.ts";
import { isVolume } from "./plane.ts";

/** Intensities of one channel. */
export interface ChannelStatistics {
  /** Values in it that are finite. */
  readonly count: number;
  /** Their mean. */
  readonly mean: number;
  /** Their standard deviation. */
  readonly deviation: number;
  /** Smallest value. */
  readonly least: number;
  /** Largest value. */
  readonly most: number;
  /** Values that are NaN or infinite. */
  readonly broken: number;
}

/** Statistics of each channel. */
export function channelStatistics(pixels: Raster | Volume): ChannelStatistics[] {
  const { channels, data } = pixels, planar = isVolume(pixels);
  const each = data.length / channels;
  return Array.from({ length: channels }, (_, c) => {
    const from = planar ? c * each : c, step = planar ? 1 : channels;
    let count = 0, sum = 0, least = Infinity, most = -Infinity;
    for (let i = 0, at = from; i < each; i++, at += step) {
      const value = Number(data[at]);
      if (!Number.isFinite(value)) continue;
      count++;
      sum += value;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    if (count === 0) return { count, mean: 0, deviation: 0, least: 0, most: 0, broken: each };
    const mean = sum / count;
    let squares = 0; // around the mean: values of thousands would lose their digits otherwise
    for (let i = 0, at = from; i < each; i++, at += step) {
      const off = Number(data[at]) - mean;
      if (Number.isFinite(off)) squares += off * off;
    }
    return { count, mean, deviation: Math.sqrt(squares / count), least, most, broken: each - count };
  });
}

/** Statistics of a channel over several images, from those of each. */
export function pooled(parts: readonly ChannelStatistics[]): ChannelStatistics {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const mean = parts.reduce((sum, part) => sum + part.count / count * part.mean, 0);
  const variance = parts.reduce(
    (sum, part) => sum + part.count / count * (part.deviation ** 2 + (part.mean - mean) ** 2),
    0,
  );
  return {
    count,
    mean,
    deviation: Math.sqrt(variance),
    least: Math.min(...parts.map(({ least }) => least)),
    most: Math.max(...parts.map(({ most }) => most)),
    broken: parts.reduce((sum, { broken }) => sum + broken, 0),
  };
}
