import type { Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { differentiable } from "./differentiable.ts";
import { checkSize, separable } from "./separable.ts";

/** Source index of each output along one axis. */
function sources(size: number, out: number): Int32Array {
  return Int32Array.from({ length: out }, (_, i) => Math.floor(i * size / out));
}

/** Whether the backends' own op, which multiplies by a rounded scale, finds the same sources; 2 to 82 is one where not. */
function isExact(size: number, out: number): boolean {
  const scale = size / out, single = Math.fround(scale);
  return sources(size, out).every((source, i) =>
    Math.floor(i * scale) === source && Math.floor(Math.fround(i * single)) === source
  );
}

/**
 * y[b,i,j,c] = x[b, floor(i H / height), floor(j W / width), c]: PyTorch's `interpolate(mode="nearest")`, without its
 * rounding of the scale; keeps label ids.
 *
 * @param x [B,H,W,C], float32 or int32.
 * @returns [B,height,width,C], of the same type.
 * @throws {RangeError} when a size is not a whole number from 1.
 */
export function resizeNearest(x: Tensor4D, height: number, width: number): Tensor4D {
  checkSize(x, height, width);
  const [, h, w] = x.shape;
  const index = (size: number, out: number) => tf.tensor1d(sources(size, out), "int32");
  const matrix = (size: number, out: number) => tf.oneHot(index(size, out), size, 1, 0, "float32");
  return differentiable(
    { x },
    () =>
      isExact(h, height) && isExact(w, width)
        ? tf.image.resizeNearestNeighbor(x, [height, width])
        : tf.gather(tf.gather(x, index(h, height), 1), index(w, width), 2),
    // tfjs's own gradient is wrong in plain JavaScript where the map shrinks.
    (dy) => ({ x: () => separable(dy, matrix(h, height), matrix(w, width), true) }),
  );
}
