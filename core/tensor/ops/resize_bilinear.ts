import type { Kernels } from "../backend.ts";
import { kernels } from "../select.ts";
import type { Tensor, Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { differentiable } from "./differentiable.ts";
import { checkSize, separable } from "./separable.ts";

/** Where the samples of a resize lie. */
export interface ResizeOptions {
  /** True puts the corner values on the corners: src = i (in - 1) / (out - 1). Default false: half-pixel centres. */
  readonly alignCorners?: boolean;
}

/** Weights [out,in] of linear interpolation along one axis; rows sum to 1. */
function weights(size: number, out: number, alignCorners: boolean): Tensor {
  const values = new Float32Array(out * size);
  for (let i = 0; i < out; i++) {
    const source = alignCorners
      ? (out > 1 ? i * (size - 1) / (out - 1) : 0)
      : Math.max((i + 0.5) * size / out - 0.5, 0);
    const low = Math.min(Math.floor(source), size - 1), high = Math.min(low + 1, size - 1);
    values[i * size + low] += 1 - (source - low);
    values[i * size + high] += source - low;
  }
  return tf.tensor2d(values, [out, size]);
}

/** {@linkcode resizeBilinear} from two matrix products: exact also in its gradient. */
export function portableResizeBilinear(
  x: Tensor4D,
  height: number,
  width: number,
  alignCorners = false,
): Tensor4D {
  const [, h, w] = x.shape;
  const apply = (x: Tensor4D, transposed: boolean) =>
    separable(x, weights(h, height, alignCorners), weights(w, width, alignCorners), transposed);
  return differentiable({ x }, () => apply(x, false), (dy) => ({ x: () => apply(dy, true) }));
}

type Fused = Pick<Kernels, "resizeBilinear" | "resizeBilinearGradient">;

function isFused(offered: Partial<Kernels>): offered is Fused {
  return Boolean(offered.resizeBilinear && offered.resizeBilinearGradient);
}

function fused(x: Tensor4D, height: number, width: number, kernel: Fused): Tensor4D {
  return differentiable({ x }, (save) => {
    save([x]);
    return kernel.resizeBilinear(x, height, width);
  }, (dy, [x]) => ({ x: () => kernel.resizeBilinearGradient(dy, x as Tensor4D) }));
}

/**
 * y[b,i,j,c] = x at ((i + .5) H / height - .5, (j + .5) W / width - .5), linear between values, clipped to the first and
 * last: PyTorch's `interpolate(mode="bilinear", align_corners=False)`, without antialias.
 *
 * @param x [B,H,W,C].
 * @returns [B,height,width,C].
 * @throws {RangeError} when a size is not a whole number from 1.
 */
export function resizeBilinear(
  x: Tensor4D,
  height: number,
  width: number,
  options: ResizeOptions = {},
): Tensor4D {
  checkSize(x, height, width);
  const offered = kernels();
  return isFused(offered) && !options.alignCorners
    ? fused(x, height, width, offered)
    : portableResizeBilinear(x, height, width, options.alignCorners);
}
