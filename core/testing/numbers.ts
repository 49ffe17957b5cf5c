import type { Tensor } from "../tensor/mod.ts";
import { tf } from "../tensor/mod.ts";
import { stream } from "../data/random.ts";

/** An array as the golden files hold it: flat, last axis fastest; null is a number that is not defined. */
export interface GoldenArray {
  /** Sizes of the axes. */
  readonly shape: readonly number[];
  /** Values in row-major order. */
  readonly data: readonly (number | null)[];
}

/** Anything that holds numbers. */
export type Numbers = number | Tensor | ArrayLike<number> | GoldenArray;

function isGolden(numbers: Numbers): numbers is GoldenArray {
  return typeof numbers === "object" && "shape" in numbers && "data" in numbers &&
    Array.isArray(numbers.data);
}

/** The values of `numbers` in float64; null becomes NaN. Reads a tensor's value at once. */
export function toFloat64(numbers: Numbers): Float64Array {
  if (typeof numbers === "number") return Float64Array.of(numbers);
  if (numbers instanceof tf.Tensor) return Float64Array.from(numbers.dataSync());
  if (isGolden(numbers)) return Float64Array.from(numbers.data, (value) => value ?? NaN);
  return Float64Array.from(numbers);
}

/** The shape, where `numbers` has one. */
export function shapeOf(numbers: Numbers): readonly number[] | undefined {
  return numbers instanceof tf.Tensor || (typeof numbers === "object" && isGolden(numbers))
    ? numbers.shape
    : undefined;
}

/** A golden array as a tensor of the caller's. */
export function toTensor(golden: GoldenArray, dtype: "float32" | "int32" = "float32"): Tensor {
  return tf.tensor(Array.from(toFloat64(golden)), [...golden.shape], dtype);
}

/**
 * Normal numbers that depend on the shape and `keys` alone.
 *
 * @param shape Of the result, float32.
 * @param keys Name the stream: other keys, other numbers.
 */
export function randomTensor(shape: readonly number[], ...keys: (string | number)[]): Tensor {
  const random = stream("test", ...keys, ...shape);
  return tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()), [
    ...shape,
  ]);
}

/** sum_i a_i b_i in float64. */
export function dot(a: Numbers, b: Numbers): number {
  const x = toFloat64(a), y = toFloat64(b);
  return x.reduce((sum, value, i) => sum + value * y[i], 0);
}
