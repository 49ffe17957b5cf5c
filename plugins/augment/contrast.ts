import type { Canvas } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { scaleLevels } from "./levels.ts";
import { chance, drawFrom, range } from "./ranges.ts";

/**
 * x' = mean + factor (x - mean), each channel about its own mean, within 0 to 255, in place.
 *
 * @param factor 0 leaves the mean alone, 1 the image as it is.
 */
export function changeContrast({ data, channels }: Canvas, factor: number): void {
  const means = new Float64Array(channels);
  for (let i = 0; i < data.length; i += channels) {
    for (let c = 0; c < channels; c++) means[c] += data[i + c];
  }
  const shifts = means.map((sum) => (1 - factor) * sum * channels / data.length);
  for (let i = 0; i < data.length; i += channels) {
    for (let c = 0; c < channels; c++) data[i + c] = factor * data[i + c] + shifts[c];
  }
  scaleLevels(data, 1, 0);
}

/** `contrast`: spreads values about each channel's mean, or draws them together (nnU-Net's 0.75 to 1.25, for 15 samples of 100). */
export const contrast: Component = define("transform", "contrast", {
  summary: "Strengthen or weaken contrast",
  source: "nnU-Net (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z)",
  options: () => ({
    probability: chance(0.15),
    factor: range([0, 10], [0.75, 1.25]).describe(
      "Smallest and largest factor of the distance from the mean",
    ),
  }),
  build: ({ probability, factor: limits }) => ({
    name: "contrast",
    draw(random) {
      if (random.uniform() >= probability) return {};
      const factor = drawFrom(limits, random);
      return { pixels: (canvas) => changeContrast(canvas, factor), drawn: { factor } };
    },
  }),
});
