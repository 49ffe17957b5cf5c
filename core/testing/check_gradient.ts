import { AssertionError } from "@std/assert";
import { stream } from "../data/random.ts";
import type { Tensor, Tensors } from "../tensor/mod.ts";
import { tf } from "../tensor/mod.ts";
import { dot } from "./numbers.ts";

/** How {@linkcode checkGradient} compares. */
export interface GradientOptions {
  /** Longest step of the differences, on each value; default 0.01. Smaller near kinks, larger for flat functions. */
  readonly epsilon?: number;
  /** Allowed error as a share of the gradient's length; default 0.002. */
  readonly tolerance?: number;
  /** Random directions for each input; default 3. */
  readonly directions?: number;
}

/** Parts of the longest step that are tried: a long one may cross a kink, a short one drowns in float32. */
const STEPS = [1, 1 / 3, 1 / 10];

/** <fn(inputs), weights>, summed in float64. */
function projected<I extends Tensors>(fn: (inputs: I) => Tensor, inputs: I, weights: Tensor): number {
  const y = tf.tidy(() => fn(inputs));
  const value = dot(y, weights);
  y.dispose();
  return value;
}

/** d/dt <fn(x + t v), weights> at 0 from four values: the error is of fourth order. */
function slope(at: (t: number) => number, epsilon: number): number {
  return (8 * (at(epsilon) - at(-epsilon)) - (at(2 * epsilon) - at(-2 * epsilon))) / (12 * epsilon);
}

function signs(shape: readonly number[], ...keys: (string | number)[]): Tensor {
  const random = stream("check gradient", ...keys);
  const values = Float32Array.from(
    { length: shape.reduce((a, b) => a * b, 1) },
    () => random.integer(2) * 2 - 1,
  );
  return tf.tensor(values, [...shape]);
}

/**
 * <grad L, v> = d/dt L(x + t v) with L(x) = <fn(x), r> for random r and random signs v: the gradient of every float32
 * input against central differences, along a few directions instead of value by value. The best of a few steps counts: a
 * wrong gradient is wrong against all of them.
 *
 * @param fn From a record of tensors to one tensor of any shape.
 * @param inputs Where to look; float32 ones are checked, others held.
 * @throws {AssertionError} naming the input and the slopes.
 */
export function checkGradient<I extends Tensors>(
  fn: (inputs: I) => Tensor,
  inputs: I,
  { epsilon = 0.01, tolerance = 0.002, directions = 3 }: GradientOptions = {},
): void {
  const names = Object.keys(inputs).filter((name) => inputs[name].dtype === "float32");
  tf.tidy(() => {
    const y = tf.tidy(() => fn(inputs));
    const weights = signs(y.shape, "output");
    const gradients = tf.grads((...values: Tensor[]) => {
      const named = Object.fromEntries(names.map((name, i) => [name, values[i]]));
      return tf.sum(tf.mul(fn({ ...inputs, ...named }), weights));
    })(names.map((name) => inputs[name]));
    names.forEach((name, i) => {
      const norm = Math.sqrt(dot(gradients[i], gradients[i]));
      for (let direction = 0; direction < directions; direction++) {
        const v = signs(inputs[name].shape, name, direction);
        const found = dot(gradients[i], v);
        const at = (t: number) => {
          const moved = tf.tidy(() => tf.add(inputs[name], tf.mul(v, t)));
          const value = projected(fn, { ...inputs, [name]: moved }, weights);
          moved.dispose();
          return value;
        };
        const tried: number[] = [];
        const agrees = STEPS.some((part) => {
          const wanted = slope(at, part * epsilon);
          tried.push(wanted);
          return Math.abs(found - wanted) <= tolerance * Math.max(norm, Math.abs(wanted), 1e-3);
        });
        if (!agrees) throw wrongSlope(name, found, tried, tolerance * norm);
      }
    });
  });
}

function wrongSlope(name: string, found: number, tried: readonly number[], allowed: number): AssertionError {
  return new AssertionError(
    `Gradient of input "${name}" is wrong: got slope ${found}, differences give ${
      tried.join(", ")
    } (allowed ${allowed})`,
  );
}
