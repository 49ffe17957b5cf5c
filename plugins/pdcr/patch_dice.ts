import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import { indicators } from "./integral.ts";
import { pickColumns, pickRows } from "./pick.ts";
import { unravel } from "./units.ts";
import type { Box } from "./windows.ts";

/** Flat index of a pixel. */
const flat = (pixel: readonly number[], shape: readonly number[]) =>
  pixel.reduce((at, n, axis) => at * shape[axis] + n, 0);

/**
 * Indicators of the foreground classes with `margin` pixels of background around the image, so that every patch can be cut.
 *
 * @param labels Class ids, int32 `[B, ...image]`.
 * @returns `[B, pixels, classes - 1]`.
 */
export function paddedIndicators(labels: Tensor, classes: number, margin: number): Tensor {
  return tf.tidy(() => {
    const [batch, ...image] = labels.shape;
    const margins = image.map((): [number, number] => [margin, margin]);
    const padded = tf.pad(indicators(labels, classes), [[0, 0], ...margins, [0, 0]]);
    return padded.reshape([batch, -1, classes - 1]);
  });
}

/** Cuts patches out of {@linkcode paddedIndicators}: `[B, n, pixels * K]` for the units picked (int32 `[n]` or `[B, n]`) or all. */
export interface PatchReader {
  (indicators: Tensor, pick?: Tensor): Tensor;
}

/**
 * Reader of the mask patches of one window size.
 *
 * @param boxes One window a unit, of `size` pixels an axis, at most `margin` beyond the image.
 * @param image Size of the image, one number an axis. @param margin As given to {@linkcode paddedIndicators}.
 */
export function patchReader(
  boxes: readonly Box[],
  size: readonly number[],
  image: readonly number[],
  margin: number,
): PatchReader {
  const padded = image.map((n) => n + 2 * margin), area = size.reduce((a, b) => a * b, 1);
  const first = Int32Array.from(boxes, ({ from }) => flat(from.map((n) => n + margin), padded));
  const offsets = Int32Array.from({ length: area }, (_, pixel) => flat(unravel(pixel, size), padded));
  return (indicators, pick) =>
    tf.tidy(() => {
      const starts = pickColumns(tf.tensor1d(first, "int32"), pick), n = starts.shape[starts.rank - 1];
      const at = tf.add(starts.expandDims(-1), tf.tensor1d(offsets, "int32"));
      const pixels = pickRows(indicators, at.reshape([...at.shape.slice(0, -2), n * offsets.length]));
      return pixels.reshape([indicators.shape[0], n, offsets.length * indicators.shape[2]!]);
    });
}

/**
 * Divergence of mask patches, 1 - Dice = 1 - 2 |P and Q| / (|P| + |Q|); two empty patches are alike (ablation d).
 *
 * @param p Indicators `[B, N1, pixels]`. @param q `[B, N2, pixels]`.
 * @returns `[B, N1, N2]`, in [0, 1].
 */
export function patchDivergence(p: Tensor, q: Tensor): Tensor {
  return tf.tidy(() => {
    const common = tf.matMul(p, q, false, true);
    const both = tf.add(tf.sum(p, 2).expandDims(2), tf.sum(q, 2).expandDims(1));
    // both - 2 common is 0 for two empty patches, so any divisor gives the Dice of 1 that is wanted.
    return tf.div(tf.sub(both, tf.mul(common, 2)), tf.maximum(both, 1));
  });
}
