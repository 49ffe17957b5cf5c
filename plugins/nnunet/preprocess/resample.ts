import type { Triple } from "@dragsaw/core/volume";
import { triple, volumeOf } from "./frame.ts";
import { extend, MARGIN, toCoefficients } from "./spline.ts";
import { type Interpolation, tapsOf } from "./taps.ts";

/** How a block is resampled. */
export interface ResampleOptions {
  /** Along depth, height and width. */
  readonly interpolation: readonly [Interpolation, Interpolation, Interpolation];
  /** Keeps values within the block's own least and most, which cubic splines overshoot at edges. Default false. */
  readonly clip?: boolean;
}

/** Lines that are worked on at once: neighbours in memory are read together. */
const COLUMNS = 32;

/**
 * Resamples a block to another number of voxels over the same extent, axis by axis, each line going on with its first and last
 * value. "cubic" along all axes is scipy.ndimage.zoom with order 3, mode nearest and grid_mode, or scikit-image's resize of
 * order 3 with mode edge, which clips too. Axes whose number stays are left alone, to the bit.
 *
 * @param data `size` values, width fastest. @param size Voxels along depth, height and width. @param to Those wanted.
 * @returns A block of its own, unless nothing changes.
 */
export function resample(
  data: Float32Array,
  size: Triple,
  to: Triple,
  { interpolation, clip = false }: ResampleOptions,
): Float32Array {
  // What shrinks most comes first: later passes have less to do
  const axes = [0, 1, 2].filter((axis) => size[axis] !== to[axis])
    .sort((a, b) => to[a] / size[a] - to[b] / size[b]);
  const [low, high] = clip && axes.length > 0 ? rangeOf(data) : [-Infinity, Infinity];
  let block = data, now = size;
  for (const axis of axes) {
    const next = triple((k) => k === axis ? to[k] : now[k]);
    block = along(block, now, next, axis, interpolation[axis]);
    now = next;
  }
  if (clip) {
    for (let i = 0; i < block.length; i++) {
      if (block[i] < low) block[i] = low;
      else if (block[i] > high) block[i] = high;
    }
  }
  return block;
}

function rangeOf(data: Float32Array): [number, number] {
  let low = Infinity, high = -Infinity;
  for (let i = 0; i < data.length; i++) {
    if (data[i] < low) low = data[i];
    if (data[i] > high) high = data[i];
  }
  return [low, high];
}

/** One pass: lines along `axis`, {@linkcode COLUMNS} at a time. */
function along(
  data: Float32Array,
  size: Triple,
  to: Triple,
  axis: number,
  interpolation: Interpolation,
): Float32Array {
  const n = size[axis], m = to[axis], out = new Float32Array(volumeOf(to));
  const { rows, weights } = tapsOf(n, m, interpolation);
  const block = new Float64Array((n + 2 * MARGIN) * COLUMNS);
  // Along the width, lines lie one after another; else side by side, in groups
  const stride = axis === 2 ? 1 : axis === 1 ? size[2] : size[1] * size[2];
  const lines = axis === 2 ? size[0] * size[1] : stride, groups = data.length / (n * lines);
  const [apart, apartOut] = axis === 2 ? [n, m] : [1, 1];
  for (let group = 0; group < groups; group++) {
    for (let line = 0; line < lines; line += COLUMNS) {
      const columns = Math.min(COLUMNS, lines - line);
      const from = group * n * lines + line * apart, into = group * m * lines + line * apartOut;
      for (let i = 0, k = MARGIN * columns; i < n; i++) {
        for (let t = 0, at = from + i * stride; t < columns; t++, at += apart) block[k++] = data[at];
      }
      if (interpolation === "cubic") toCoefficients(block, n, columns);
      else extend(block, n, columns);
      for (let i = 0; i < m; i++) {
        const a = weights[4 * i], b = weights[4 * i + 1], c = weights[4 * i + 2], d = weights[4 * i + 3];
        let k = rows[i] * columns;
        for (let t = 0, at = into + i * stride; t < columns; t++, k++, at += apartOut) {
          out[at] = a * block[k] + b * block[k + columns] + c * block[k + 2 * columns] +
            d * block[k + 3 * columns];
        }
      }
    }
  }
  return out;
}
