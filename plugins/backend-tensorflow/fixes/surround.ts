import { tf } from "@dragsaw/core/tensor";

/** Values put before and after each axis. */
export type Surround = [number, number][];

/** What tfjs works out for a convolution or a pooling. */
export type WindowInfo =
  | ReturnType<typeof tf.backend_util.computeConv2DInfo>
  | ReturnType<typeof tf.backend_util.computeConv3DInfo>;

/**
 * What has to be put around an input so that `valid` windows are those of tfjs's padding in numbers, which tfjs-node
 * refuses; undefined for `valid` and `same`, which TensorFlow knows.
 */
export function surround(info: WindowInfo): Surround | undefined {
  const { type, top, left } = info.padInfo;
  if (type === "VALID" || type === "SAME") return undefined;
  const axes = [
    axis(info.inHeight, info.outHeight, info.strideHeight, info.effectiveFilterHeight, top),
    axis(info.inWidth, info.outWidth, info.strideWidth, info.effectiveFilterWidth, left),
  ];
  if ("inDepth" in info) {
    const { front } = info.padInfo;
    axes.unshift(axis(info.inDepth, info.outDepth, info.strideDepth, info.effectiveFilterDepth, front));
  }
  return info.dataFormat === "channelsLast" ? [[0, 0], ...axes, [0, 0]] : [[0, 0], [0, 0], ...axes];
}

/** Enough after the last value for the last window; rounding up (`dimRoundingMode`) asks for more than the padding has. */
function axis(size: number, count: number, stride: number, reach: number, before: number): [number, number] {
  return [before, Math.max(0, (count - 1) * stride + reach - size - before)];
}

/** The sizes with what is around. */
export function outerShape(shape: readonly number[], around: Surround): number[] {
  return shape.map((size, i) => size + around[i][0] + around[i][1]);
}

/** x without what is around. */
export function inner<T extends tf.Tensor>(x: T, shape: readonly number[], around: Surround): T {
  return tf.slice(x, around.map(([before]) => before), [...shape]);
}
