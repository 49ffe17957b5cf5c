import type { Random } from "@dragsaw/core/data";
import type { Range } from "../ranges.ts";

/** A factor as nnU-Net draws it for brightness, contrast and gamma: below and above 1 equally often where the range holds both. */
export function drawFactor([low, high]: Range, random: Random): number {
  const below = low < 1 && (high <= 1 || random.uniform() < .5);
  return below ? random.between(low, Math.min(1, high)) : random.between(Math.max(1, low), high);
}

/** One draw for each channel. */
export function forChannels<T>(channels: number, draw: () => T): T[] {
  return Array.from({ length: channels }, draw);
}
