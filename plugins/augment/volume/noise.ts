import { stream } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { chance, drawFrom, range } from "../ranges.ts";

/** `noise-3d`: adds a normal number to every voxel of every channel. Defaults are nnU-Net's, for normalised images. */
export const noise3d: Component = define("transform", "noise-3d", {
  summary: "Add Gaussian noise to volumes",
  source: "nnU-Net (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z)",
  dimensions: [3],
  options: () => ({
    probability: chance(.1),
    deviation: range([0, 1000], [0, .1]).describe(
      "Smallest and largest deviation of the noise, on the scale of normalised images",
    ),
  }),
  build: ({ probability, deviation: limits }) => ({
    axes: 3 as const,
    name: "noise-3d",
    draw(random) {
      if (random.uniform() >= probability) return {};
      const deviation = drawFrom(limits, random), key = random.integer(2 ** 32);
      return { voxels: ({ data }) => addNoise(data, deviation, key), drawn: { deviation } };
    },
  }),
});

function addNoise(data: Float32Array, deviation: number, key: number): void {
  const { normal } = stream("noise-3d", key);
  for (let i = 0; i < data.length; i++) data[i] += deviation * normal();
}
