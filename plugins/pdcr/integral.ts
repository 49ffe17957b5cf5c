import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import { pickRows } from "./pick.ts";
import type { Box } from "./windows.ts";

/** Largest count that float32 holds exactly. */
const EXACT = 2 ** 24;

/**
 * Foreground indicators: 1 where a pixel has class c + 1, for each foreground class c.
 *
 * @param labels Class ids, int32 `[B, ...image]`.
 * @param classes Classes with background.
 * @returns float32 `[B, ...image, classes - 1]`.
 */
export function indicators(labels: Tensor, classes: number): Tensor {
  return tf.tidy(() => {
    const ids = tf.range(1, classes, 1, "int32");
    return tf.equal(tf.expandDims(labels, -1), ids).cast("float32");
  });
}

/**
 * Integral image: I[r, c] = sum of the indicators above and left of pixel (r, c), with a first row and column of zeros.
 * Counts are exact.
 *
 * @param labels Class ids, int32 `[B, ...image]`, at most 2^24 pixels an image.
 * @param classes Classes with background.
 * @returns float32 `[B, product of (n + 1) over the image's axes, classes - 1]`.
 * @throws {RangeError} for a larger image.
 */
export function integralImage(labels: Tensor, classes: number): Tensor {
  const [batch, ...image] = labels.shape;
  const pixels = image.reduce((a, b) => a * b, 1);
  if (pixels > EXACT) {
    throw new RangeError(`Cannot count ${pixels} pixels exactly: at most ${EXACT} are possible`);
  }
  return tf.tidy(() => {
    const margins = image.map((): [number, number] => [1, 0]);
    let sums: Tensor = tf.pad(indicators(labels, classes), [[0, 0], ...margins, [0, 0]]);
    image.forEach((_, axis) => sums = tf.cumsum(sums, axis + 1));
    return sums.reshape([batch, image.reduce((cells, n) => cells * (n + 1), 1), classes - 1]);
  });
}

/** Which entries of an integral image add up to the counts in some boxes. */
export interface Corners {
  /** Flat indices, `[2^axes, boxes]`. */
  readonly indices: Int32Array;
  /** 1 or -1 for each of the 2^axes corners. */
  readonly signs: Float32Array;
}

/** Corners of `boxes`, which must lie in an image of size `image`. */
export function corners(boxes: readonly Box[], image: readonly number[]): Corners {
  const axes = image.length, count = 1 << axes;
  const indices = new Int32Array(count * boxes.length), signs = new Float32Array(count).fill(1);
  for (let corner = 0; corner < count; corner++) {
    const low = image.map((_, axis) => (corner >> axis & 1) === 1);
    for (const isLow of low) if (isLow) signs[corner] *= -1;
    boxes.forEach(({ from, to }, box) => {
      const flat = image.reduce((at, n, axis) => at * (n + 1) + (low[axis] ? from[axis] : to[axis]), 0);
      indices[corner * boxes.length + box] = flat;
    });
  }
  return { indices, signs };
}

/**
 * Foreground pixels in each box: the signed sum of 2^axes entries of the integral image.
 *
 * @param integral From {@linkcode integralImage}.
 * @param indices int32 `[2^axes, boxes]`, or `[B, 2^axes, boxes]` for boxes of each image. @param signs float32 `[2^axes]`.
 * @returns float32 `[B, boxes, classes - 1]`.
 */
export function boxCounts(integral: Tensor, indices: Tensor, signs: Tensor): Tensor {
  return tf.tidy(() => {
    const [batch, , classes] = integral.shape, [count, boxes] = indices.shape.slice(-2);
    const flat = indices.reshape([...indices.shape.slice(0, -2), count * boxes]);
    const read = pickRows(integral, flat).reshape([batch, count, boxes, classes]);
    return tf.sum(tf.mul(read, signs.reshape([count, 1, 1])), 1);
  });
}
