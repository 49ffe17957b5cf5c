import { AssertionError } from "@std/assert";
import { stream } from "../data/random.ts";
import type { Parameter } from "../model/parameters.ts";
import type { Tensor } from "../tensor/tf.ts";
import { tf } from "../tensor/tf.ts";
import { dot, randomTensor } from "./numbers.ts";

/** Values of every parameter by name, as they are now. */
export function snapshot(parameters: readonly Parameter[]): Map<string, Float32Array> {
  return new Map(parameters.map(({ name, variable }) => [name, Float32Array.from(variable.dataSync())]));
}

/** How {@linkcode checkWeightGradients} compares. */
export interface WeightGradientOptions {
  /** Allowed error of a slope as a share of the gradient's length; default .02. */
  readonly tolerance?: number;
  /** Random directions through all weights; default 4. */
  readonly directions?: number;
}

/**
 * Steps on every weight. A step over many weights crosses kinks of activations where it is long and drowns in float32
 * where it is short: the best one counts. A wrong gradient is wrong against all of them.
 */
const STEPS = [1e-4, 3e-5, 1e-5, 3e-6, 1e-6];

/** Share of the directions that may disagree: there may be kinks along one at every step. A wrong gradient is wrong along all. */
const MAY_MISS = 1 / 4;

/**
 * Slopes of <fn(), r> / n for random r along random directions through all trainable weights at once: by gradient, and
 * by central differences.
 *
 * @param fn What the weights make: a tensor of any shape, of n values.
 * @throws {AssertionError} when they differ, or a weight gets no gradient.
 */
export function checkWeightGradients(
  fn: () => Tensor,
  parameters: readonly Parameter[],
  { tolerance = .02, directions = 4 }: WeightGradientOptions = {},
): void {
  const weights = parameters.filter(({ trainable }) => trainable);
  tf.tidy(() => {
    const towards = randomTensor(fn().shape, "towards");
    const gradients = gradientsOf(() => fn().mul(towards).mean(), weights);
    const allowed = tolerance *
      Math.sqrt(gradients.reduce((sum, gradient) => sum + dot(gradient, gradient), 0));
    const start = weights.map(({ variable }) => variable.clone());
    const value = () => tf.tidy(() => dot(fn(), towards)) / towards.size;
    const missed: string[] = [];
    for (let direction = 0; direction < directions; direction++) {
      const ways = weights.map(({ name, variable }) => signs(variable.shape, name, direction));
      const move = (t: number): Tensor[] => {
        weights.forEach(({ variable }, i) => variable.assign(start[i].add(ways[i].mul(t))));
        return weights.map(({ variable }) => variable.clone());
      };
      const tried: string[] = [];
      const agrees = STEPS.some((step) => {
        const [above, below] = [step, -step].map((t) => ({ weights: move(t), value: value() }));
        const wanted = (above.value - below.value) / (2 * step);
        // by how far the weights came in float32, not by how far they were sent
        const found = gradients.reduce(
          (sum, gradient, i) => sum + dot(gradient, above.weights[i].sub(below.weights[i])) / (2 * step),
          0,
        );
        tried.push(`${found} against ${wanted}`);
        return Math.abs(found - wanted) <= allowed;
      });
      move(0);
      if (!agrees) missed.push(tried.join(", "));
    }
    if (missed.length > MAY_MISS * directions) {
      throw new AssertionError(
        `Weight gradients are wrong: slopes are ${missed[0]} of differences (allowed ${allowed})`,
      );
    }
  });
}

function gradientsOf(loss: () => Tensor, weights: readonly Parameter[]): Tensor[] {
  const { grads } = tf.variableGrads(() => loss().asScalar(), weights.map(({ variable }) => variable));
  return weights.map(({ name, variable }) => {
    const gradient = grads[variable.name];
    if (!gradient) throw new AssertionError(`Weight "${name}" gets no gradient`);
    return gradient;
  });
}

function signs(shape: readonly number[], ...keys: (string | number)[]): Tensor {
  const random = stream("check weights", ...keys);
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(Float32Array.from({ length: size }, () => random.integer(2) * 2 - 1), [...shape]);
}
