import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import { boxCounts, corners } from "./integral.ts";
import { pickColumns } from "./pick.ts";
import { countsByPresence } from "./presence.ts";
import { area, clip } from "./windows.ts";
import type { Box } from "./windows.ts";

/** What phi is: share of foreground (the paper's), or an inferred norm of ablation (a). */
export type Phi = "mean" | "l1" | "l2";

/** How ratios are read. */
export interface RatioOptions {
  /** Default `mean`. */
  readonly phi?: Phi;
  /** Pixels divided by: those of the window left in the image (`valid`, the default), or all of it (`full`). */
  readonly divisor?: "valid" | "full" | undefined;
  /** Whether the last pixel of each axis is lost and classes count in order of presence, as in the authors' 3D code. */
  readonly released?: boolean;
}

/** Ratios of the units that a step uses. */
export interface RatioReader {
  /**
   * @param integral From `integralImage()`, `[B, P, K]`.
   * @param pick Indices of the units wanted, int32 `[n]` or, an image each, `[B, n]`; all when left out.
   * @returns phi, float32 `[B, S, n, K]`, in [0, 1].
   */
  (integral: Tensor, pick?: Tensor): Tensor;
}

/**
 * Foreground ratio phi = foreground pixels in the window / pixels of the window (method.md 1.2), for all windows at once.
 *
 * `l1` is the count over the largest count of the image's units, `l2` the square root of the count over the largest root: the
 * paper names both and defines neither, so these are ours.
 *
 * @param windows One list of boxes a window size, `[S][N]`, in pixels; clipped here.
 * @param image Size of the image, one number an axis.
 * @throws {RangeError} when a window lies outside the image.
 */
export function foregroundRatio(
  windows: readonly (readonly Box[])[],
  image: readonly number[],
  { phi = "mean", divisor = "valid", released = false }: RatioOptions = {},
): RatioReader {
  const boxes = windows.flat(), sizes = windows.length, units = windows[0].length;
  const seen = released ? image.map((n) => n - 1) : image;
  const clipped = boxes.map((box) => clip(box, seen)), areas = Float32Array.from(clipped, area);
  const { indices, signs } = corners(clipped, image);
  const scale = divisor === "valid"
    ? areas.map((pixels) => 1 / pixels)
    : Float32Array.from(boxes, (box) => 1 / area(box));
  const table = (values: Float32Array, pick?: Tensor) =>
    pickColumns(tf.tensor(values, [sizes, units]), pick).expandDims(-1);
  return (integral, pick) =>
    tf.tidy(() => {
      const at = pickColumns(tf.tensor(indices, [signs.length * sizes, units], "int32"), pick);
      const n = at.shape[at.rank - 1], each = [...at.shape.slice(0, -2), signs.length, sizes * n];
      const counts = boxCounts(integral, at.reshape(each), tf.tensor1d(signs));
      const [batch, , classes] = counts.shape, byId = counts.reshape([batch, sizes, n, classes]);
      const shaped = released ? countsByPresence(byId, table(areas, pick)) : byId;
      if (phi === "mean") return tf.mul(shaped, table(scale, pick));
      // An image without foreground has ratios 0, not 0/0.
      const share = tf.div(shaped, tf.maximum(tf.max(shaped, 2, true), 1));
      return phi === "l1" ? share : tf.sqrt(share);
    });
}

/**
 * One ratio out of several window sizes: sum of w_s phi_s / sum of w_s.
 *
 * @param phi `[B, S, N, K]`. @param weights S numbers; equal when left out.
 * @returns `[B, 1, N, K]`.
 */
export function averageRatio(phi: Tensor, weights?: readonly number[]): Tensor {
  if (weights === undefined) return tf.mean(phi, 1, true);
  const total = weights.reduce((a, b) => a + b, 0);
  return tf.tidy(() => {
    const shares = tf.tensor(weights.map((w) => w / total), [weights.length, 1, 1]);
    return tf.sum(tf.mul(phi, shares), 1, true);
  });
}
