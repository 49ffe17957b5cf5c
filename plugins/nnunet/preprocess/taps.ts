import { MARGIN } from "./spline.ts";

/** How values between voxels come about along an axis: by a cubic B-spline, a line, or the nearest voxel. */
export type Interpolation = "cubic" | "linear" | "nearest";

/** What each voxel of a resampled axis is made of. */
export interface Taps {
  /** First of four rows, counted with the margin. */
  readonly rows: Int32Array;
  /** Weights of the four. */
  readonly weights: Float64Array;
}

/**
 * Place on an axis of `from` voxels of voxel `i` of the same extent cut into `to`: (i + .5) from / to - .5, so that borders, not
 * middles, of the first and last voxels meet.
 */
export function placeOf(i: number, from: number, to: number): number {
  return from / to * (i + .5) - .5;
}

/** Taps of the voxels of an axis of `from` voxels, cut into `to`. */
export function tapsOf(from: number, to: number, interpolation: Interpolation): Taps {
  const rows = new Int32Array(to), weights = new Float64Array(4 * to);
  for (let i = 0; i < to; i++) {
    const place = placeOf(i, from, to);
    if (interpolation === "nearest") {
      rows[i] = MARGIN - 1 + Math.min(from - 1, Math.floor(place + .5));
      weights[4 * i + 1] = 1;
      continue;
    }
    const before = Math.floor(place), t = place - before, u = 1 - t;
    rows[i] = MARGIN - 1 + before;
    weights.set(
      interpolation === "linear"
        ? [0, u, t, 0]
        : [u ** 3 / 6, (4 - 3 * t * t * (2 - t)) / 6, (4 - 3 * u * u * (2 - u)) / 6, t ** 3 / 6],
      4 * i,
    );
  }
  return { rows, weights };
}
