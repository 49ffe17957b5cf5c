import { rowMajor, sizeOf, walk } from "./torch/tensor.ts";
import type { WeightLayout } from "./weight_map.ts";

/** Which axis of the file each of our axes is. */
const ORDER: Readonly<Record<WeightLayout, readonly number[] | undefined>> = {
  conv: [2, 3, 1, 0],
  depthwise: [2, 3, 0, 1],
  dense: [1, 0],
  vector: undefined,
};

/** Shape here of a tensor with `shape` in the file; as it is where the layout is for another number of axes. */
export function laidOut(shape: readonly number[], layout: WeightLayout): readonly number[] {
  const order = ORDER[layout];
  return order?.length === shape.length ? order.map((axis) => shape[axis]) : shape;
}

/** Values here of a tensor in the file, row-major in both. @param shape In the file, of the number of axes that the layout has. */
export function layOut(
  values: Float32Array | Float64Array,
  shape: readonly number[],
  layout: WeightLayout,
): Float32Array {
  const order = ORDER[layout];
  if (!order) return Float32Array.from(values);
  const strides = rowMajor(shape), result = new Float32Array(sizeOf(shape));
  walk(
    order.map((axis) => shape[axis]),
    order.map((axis) => strides[axis]),
    0,
    (i, at) => result[i] = values[at],
  );
  return result;
}

/** Sums of a convolution `[out, in, h, w]` over its inputs, `[out, 1, h, w]`: what it does to equal channels. */
export function sumInputs(
  values: Float32Array | Float64Array,
  [outputs, inputs, h, w]: readonly number[],
): Float32Array {
  const area = h * w, sums = new Float32Array(outputs * area);
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let p = 0; p < area; p++) sums[o * area + p] += values[(o * inputs + i) * area + p];
    }
  }
  return sums;
}
