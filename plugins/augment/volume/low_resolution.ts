import { type Component, define } from "@dragsaw/core/registry";
import type { Triple } from "@dragsaw/core/volume";
import { chance, drawFrom, range } from "../ranges.ts";
import { channelOf } from "./channels.ts";
import { forChannels } from "./factor.ts";
import { inPlane } from "./in_plane.ts";

/**
 * `low-resolution-3d`: keeps the nearest voxels of a coarser grid and fills in linearly; slices far apart all stay. Defaults are
 * nnU-Net's: half to full resolution, one number for all axes.
 */
export const lowResolution3d: Component = define("transform", "low-resolution-3d", {
  summary: "Simulate a lower resolution of volumes",
  source: "nnU-Net (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z)",
  dimensions: [3],
  options: () => ({
    probability: chance(.25),
    zoom: range([.05, 1], [.5, 1]).describe(
      "Smallest and largest part of the voxels that stay along an axis, drawn for each channel",
    ),
    channelProbability: chance(.5).describe("Chance of each channel to become coarser, when it acts"),
  }),
  build: ({ probability, zoom, channelProbability }) => ({
    axes: 3 as const,
    name: "low-resolution-3d",
    draw(random, size, channels) {
      if (random.uniform() >= probability) return {};
      const zooms = forChannels(
        channels,
        () => random.uniform() < channelProbability ? drawFrom(zoom, random) : 1,
      );
      const flat = inPlane(size);
      return {
        voxels: (image) =>
          zooms.forEach((z, c) => z < 1 && coarsen(channelOf(image, c), image.size, [flat ? 1 : z, z, z])),
        drawn: { zooms },
      };
    },
  }),
});

/** Lowers the resolution of one channel in place. @param zoom Part of the voxels that stay along each axis. */
export function coarsen(data: Float32Array, [depth, height, width]: Triple, zoom: Triple): void {
  coarsenAxis(data, depth, height * width, zoom[0]);
  coarsenAxis(data, height, width, zoom[1]);
  coarsenAxis(data, width, 1, zoom[2]);
}

/** As `interpolate` of PyTorch, `nearest-exact` down and linear (align_corners false) up. */
function coarsenAxis(data: Float32Array, n: number, step: number, zoom: number): void {
  const m = Math.max(1, Math.round(n * zoom));
  if (m === n) return;
  const kept = (i: number) => Math.min(n - 1, Math.floor((i + .5) * n / m));
  const before = new Int32Array(n), after = new Int32Array(n), weights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const place = Math.max(0, (i + .5) * m / n - .5), low = Math.min(m - 1, Math.floor(place));
    before[i] = kept(low) * step;
    after[i] = kept(Math.min(m - 1, low + 1)) * step;
    weights[i] = place - low;
  }
  const block = n * step, old = new Float32Array(block);
  for (let from = 0; from < data.length; from += block) {
    old.set(data.subarray(from, from + block));
    for (let i = 0, at = from; i < n; i++) {
      const a = before[i], b = after[i], w = weights[i];
      for (let t = 0; t < step; t++, at++) data[at] = old[a + t] + w * (old[b + t] - old[a + t]);
    }
  }
}
