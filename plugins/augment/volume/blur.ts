import { type Component, define } from "@dragsaw/core/registry";
import type { Triple } from "@dragsaw/core/volume";
import { chance, drawFrom, range } from "../ranges.ts";
import { channelOf } from "./channels.ts";
import { forChannels } from "./factor.ts";

/**
 * `blur-3d`: smooths with a Gaussian, its width drawn for each channel and axis. Defaults are nnU-Net's; its kernel too: about 6
 * deviations long, mirrored at the border without repeating it.
 */
export const blur3d: Component = define("transform", "blur-3d", {
  summary: "Blur volumes",
  source: "nnU-Net (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z)",
  dimensions: [3],
  options: () => ({
    probability: chance(.2),
    deviation: range([.1, 100], [.5, 1]).describe(
      "Smallest and largest deviation of the Gaussian, in voxels, drawn for each channel and axis",
    ),
    channelProbability: chance(.5).describe("Chance of each channel to be blurred, when it acts"),
  }),
  build: ({ probability, deviation, channelProbability }) => ({
    axes: 3 as const,
    name: "blur-3d",
    draw(random, _size, channels) {
      if (random.uniform() >= probability) return {};
      const sigma = () => drawFrom(deviation, random);
      const sigmas = forChannels(
        channels,
        (): Triple | undefined =>
          random.uniform() < channelProbability ? [sigma(), sigma(), sigma()] : undefined,
      );
      return {
        voxels: (image) =>
          sigmas.forEach((each, c) => each && blurVolume(channelOf(image, c), image.size, each)),
        drawn: { deviations: sigmas.flatMap((each) => each ?? [0, 0, 0]) },
      };
    },
  }),
});

/** Smooths one channel in place, axis by axis. @param sigmas Deviation along depth, height and width, in voxels. */
export function blurVolume(data: Float32Array, [depth, height, width]: Triple, sigmas: Triple): void {
  blurAxis(data, depth, height * width, kernelOf(sigmas[0]));
  blurAxis(data, height, width, kernelOf(sigmas[1]));
  blurAxis(data, width, 1, kernelOf(sigmas[2]));
}

/** Weights of a Gaussian, an odd number of them, the nearest to 6 sigma + .5; they sum to 1. */
function kernelOf(sigma: number): Float64Array {
  const wanted = 6 * sigma + .5, near = Math.round(wanted);
  const length = Math.max(1, near % 2 === 1 ? near : wanted >= near ? near + 1 : near - 1);
  const weights = Float64Array.from(
    { length },
    (_, i) => Math.exp(-.5 * ((i - (length - 1) / 2) / sigma) ** 2),
  );
  const sum = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / sum);
}

/** @param n Voxels along the axis. @param step From one to the next: blocks of n * step follow one another. */
function blurAxis(data: Float32Array, n: number, step: number, weights: Float64Array): void {
  const reach = (weights.length - 1) / 2, block = n * step;
  const padded = new Float32Array(block + 2 * reach * step);
  for (let from = 0; from < data.length; from += block) {
    padded.set(data.subarray(from, from + block), reach * step);
    for (let i = 1; i <= reach; i++) {
      const before = from + mirrored(-i, n) * step, after = from + mirrored(n - 1 + i, n) * step;
      padded.set(data.subarray(before, before + step), (reach - i) * step);
      padded.set(data.subarray(after, after + step), (reach + n - 1 + i) * step);
    }
    for (let at = 0; at < block; at++) {
      let sum = 0;
      for (let k = 0, p = at; k < weights.length; k++, p += step) sum += weights[k] * padded[p];
      data[from + at] = sum;
    }
  }
}

/** Index of what an axis of n voxels shows at `i`, mirrored at its first and last voxel: -1 is 1. */
function mirrored(i: number, n: number): number {
  if (n === 1) return 0;
  const k = ((i % (2 * n - 2)) + 2 * n - 2) % (2 * n - 2);
  return k < n ? k : 2 * n - 2 - k;
}
