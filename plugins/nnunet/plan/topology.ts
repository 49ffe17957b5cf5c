import type { Triple } from "@dragsaw/core/volume";
import { triple } from "../preprocess/frame.ts";

/** Strides and kernels of a U-Net's levels, depth, height, width. */
export interface Topology {
  /** Of each level from the one above; the first is 1 x 1 x 1. */
  readonly strides: readonly Triple[];
  /** Of each level's convolutions. */
  readonly kernels: readonly Triple[];
  /** What the sides of a patch are multiples of. */
  readonly unit: Triple;
  /** The patch that was asked for, its sides filled up to multiples. */
  readonly patch: Triple;
}

/** No side of the deepest map is less. */
const LEAST = 4;
/** Axes whose spacing is this many times another's are not halved, and get no kernel across. */
const COARSER = 2;
/** A single axis is halved by itself while it has this many times the least; but a network has two levels if it can. */
const ALONE = 3;

/**
 * Halves a patch level by level, as nnU-Net does (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z, supplement): an axis is
 * halved while it keeps at least 4 voxels and is less than twice as coarse as the finest that can be halved; kernels are 3, and 1
 * across axes that are at least twice as coarse as the finest, until they no longer are.
 *
 * @param spacing mm. @param patch Voxels, whole or not. @param flat Without a depth: its kernels stay 1.
 */
export function topologyOf(spacing: Triple, patch: Triple, flat = false): Topology {
  const axes = flat ? [1, 2] : [0, 1, 2], unit = [1, 1, 1], now = [...spacing], size = [...patch];
  const kernel = [1, 1, 1], strides: Triple[] = [[1, 1, 1]], kernels: Triple[] = [];
  const settle = () => {
    const finest = Math.min(...axes.map((k) => now[k]));
    for (const k of axes) if (now[k] / finest < COARSER) kernel[k] = 3;
  };
  for (;;) {
    const large = axes.filter((k) => size[k] >= 2 * LEAST), finest = Math.min(...large.map((k) => now[k]));
    const halved = large.filter((k) => now[k] / finest < COARSER);
    const last = halved.length === 1 && size[halved[0]] < ALONE * LEAST && strides.length > 1;
    if (halved.length === 0 || last) break;
    settle();
    kernels.push(triple((k) => kernel[k]));
    for (const k of halved) {
      now[k] *= 2;
      size[k] = Math.ceil(size[k] / 2);
      unit[k] *= 2;
    }
    strides.push(triple((k) => halved.includes(k) ? 2 : 1));
  }
  kernels.push(flat ? [1, 3, 3] : [3, 3, 3]);
  const multiples = triple((k) => unit[k]);
  return { strides, kernels, unit: multiples, patch: triple((k) => Math.ceil(patch[k] / unit[k]) * unit[k]) };
}
