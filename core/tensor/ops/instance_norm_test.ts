import { assertClose, checkGradient, randomTensor } from "@dragsaw/core/testing";
import { assertEquals, assertThrows } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import type { Tensor4D, Tensor5D } from "../tf.ts";
import { tf } from "../tf.ts";
import { instanceNorm, instanceNormBy } from "./instance_norm.ts";

const SHAPES = [[2, 3, 4, 3, 3], [3, 5, 4, 3], [1, 1, 2, 2, 3]] as const;

const inputs = (shape: readonly number[]) => ({
  x: tf.tidy(() => tf.add(tf.mul(randomTensor(shape, "x"), 2), 1)) as Tensor4D | Tensor5D,
  gamma: randomTensor([3], "gamma"),
  beta: randomTensor([3], "beta"),
});

/** The formula, in float64. */
function defined(x: ArrayLike<number>, batch: number, gamma: ArrayLike<number>, beta: ArrayLike<number>) {
  const size = x.length / batch, result: number[] = new Array(x.length);
  for (let b = 0; b < batch; b++) {
    for (let c = 0; c < 3; c++) {
      const at = Array.from({ length: size / 3 }, (_, i) => b * size + i * 3 + c);
      const mean = at.reduce((sum, i) => sum + x[i], 0) / at.length;
      const variance = at.reduce((sum, i) => sum + (x[i] - mean) ** 2, 0) / at.length;
      for (const i of at) result[i] = gamma[c] * (x[i] - mean) / Math.sqrt(variance + 1e-3) + beta[c];
    }
  }
  return result;
}

onEachBackend("instanceNorm() normalises each channel of each sample by itself", () => {
  for (const shape of SHAPES) {
    tf.tidy(() => {
      const { x, gamma, beta } = inputs(shape);
      const data = defined(x.dataSync(), shape[0], gamma.dataSync(), beta.dataSync());
      assertClose(instanceNorm(x, gamma, beta, 1e-3), { shape, data });
    });
  }
});

onEachBackend("instanceNorm() has the gradients that differences give, and of the composition", () => {
  for (const shape of SHAPES) {
    const all = inputs(shape);
    checkGradient(({ x, gamma, beta }) => instanceNorm(x, gamma, beta, 1e-2), all);
    tf.tidy(() => {
      const dy = randomTensor(shape, "dy"), values = [all.x, all.gamma, all.beta];
      const [fused, composed] = [instanceNorm, instanceNormBy.bind(null, undefined)].map((norm) =>
        tf.grads((x, gamma, beta) => norm(x as Tensor5D, gamma, beta, 1e-2))(values, dy)
      );
      fused.forEach((gradient, i) => assertClose(gradient, composed[i]));
    });
    tf.dispose(all);
  }
});

onEachBackend("instanceNorm() leaves no tensor but its output", () => {
  const { x, gamma, beta } = inputs(SHAPES[0]), before = tf.memory().numTensors;
  const y = instanceNorm(x, gamma, beta, 1e-3);
  assertEquals(tf.memory().numTensors - before, 1);
  tf.dispose([x, gamma, beta, y]);
});

onEachBackend("instanceNorm() refuses one value for each channel of a sample", () => {
  const x = tf.zeros([4, 1, 1, 1, 3]) as Tensor5D, one = tf.ones([3]);
  assertThrows(() => instanceNorm(x, one, one, 1e-3), RangeError, "[4,1,1,1,3]");
  tf.dispose([x, one]);
});
