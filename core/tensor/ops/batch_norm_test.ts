import { assertClose, checkGradient, randomTensor } from "@dragsaw/core/testing";
import { assertEquals, assertThrows } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import type { Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { batchNorm, batchNormBy, batchNormRelu, normalize } from "./batch_norm.ts";
import { relu } from "./relu.ts";

const inputs = () => ({
  x: tf.tidy(() => tf.add(tf.mul(randomTensor([2, 5, 4, 3], "x"), 2), 1)),
  gamma: randomTensor([3], "gamma"),
  beta: randomTensor([3], "beta"),
});

onEachBackend("batchNorm() normalises by the biased variance and tells the unbiased", () => {
  tf.tidy(() => {
    const { x, gamma, beta } = inputs();
    const { y, mean, variance } = batchNorm(x as Tensor4D, gamma, beta, 1e-3);
    const values = x.dataSync(), [g, b] = [gamma.dataSync(), beta.dataSync()], count = 40;
    for (let c = 0; c < 3; c++) {
      const column = Array.from({ length: count }, (_, i) => values[i * 3 + c]);
      const average = column.reduce((a, b) => a + b) / count;
      const squares = column.reduce((sum, value) => sum + (value - average) ** 2, 0);
      assertClose(mean.dataSync()[c], average);
      assertClose(variance.dataSync()[c], squares / (count - 1));
      const normal = column.map((value) =>
        g[c] * (value - average) / Math.sqrt(squares / count + 1e-3) + b[c]
      );
      assertClose(y.reshape([count, 3]).gather([c], 1).reshape([count]), normal);
    }
  });
});

onEachBackend(
  "batchNorm() has the gradients of x, gamma and beta that differences give, and of the composition",
  () => {
    const all = inputs();
    checkGradient(({ x, gamma, beta }) => tf.tidy(() => batchNorm(x as Tensor4D, gamma, beta, 1e-3).y), all);
    tf.tidy(() => {
      const dy = randomTensor([2, 5, 4, 3], "dy"), values = [all.x, all.gamma, all.beta];
      const fused = tf.grads((x, gamma, beta) => batchNorm(x as Tensor4D, gamma, beta, 1e-3).y)(values, dy);
      const composed = tf.grads((x, gamma, beta) =>
        batchNormBy(undefined, x as Tensor4D, gamma, beta, 1e-3).y
      )(values, dy);
      fused.forEach((gradient, i) => assertClose(gradient, composed[i]));
    });
    tf.dispose(all);
  },
);

onEachBackend("batchNorm() leaves no tensor but its three outputs, inside and outside a gradient", () => {
  const { x, gamma, beta } = inputs();
  const before = tf.memory().numTensors;
  const kept = batchNorm(x as Tensor4D, gamma, beta, 1e-3);
  const loss = () =>
    tf.tidy(() => tf.mean(tf.square(batchNorm(x as Tensor4D, gamma, beta, 1e-3).y)).asScalar());
  const variables = [tf.variable(gamma)];
  tf.tidy(() => {
    tf.variableGrads(() => tf.mul(loss(), tf.sum(variables[0])).asScalar(), variables);
  });
  tf.dispose(variables);
  assertEquals(tf.memory().numTensors - before, 3);
  tf.dispose([x, gamma, beta, kept.y, kept.mean, kept.variance]);
});

onEachBackend("batchNorm() refuses one value for each channel", () => {
  const x = tf.zeros([1, 1, 1, 3]) as Tensor4D, one = tf.ones([3]);
  assertThrows(() => batchNorm(x, one, one, 1e-3), RangeError, "[1,1,1,3]");
  tf.dispose([x, one]);
});

onEachBackend("normalize() by the batch's own statistics is batchNorm()", () => {
  const { x, gamma, beta } = inputs();
  tf.tidy(() => {
    const { y, mean, variance } = batchNorm(x as Tensor4D, gamma, beta, 1e-3);
    assertClose(normalize(x as Tensor4D, mean, tf.mul(variance, 39 / 40), gamma, beta, 1e-3), y);
  });
  const mean = randomTensor([3], "mean"), variance = tf.tensor1d([0.5, 1, 2]);
  checkGradient((all) => {
    return tf.tidy(() => normalize(all.x as Tensor4D, mean, variance, all.gamma, all.beta, 1e-3));
  }, { x, gamma, beta });
  tf.dispose([x, gamma, beta, mean, variance]);
});

onEachBackend("batchNormRelu() is batchNorm() and then ReLU, with their gradient", () => {
  for (const channels of [5, 16]) {
    tf.tidy(() => {
      const x = randomTensor([2, 5, 4, channels], "x") as Tensor4D;
      const [gamma, beta] = ["gamma", "beta"].map((name) => randomTensor([channels], name));
      const dy = randomTensor(x.shape, "dy");
      const found = batchNormRelu(x, gamma, beta, 1e-5), wanted = batchNorm(x, gamma, beta, 1e-5);
      assertClose(found.y, relu(wanted.y).dataSync());
      assertClose(found.mean, wanted.mean.dataSync());
      assertClose(found.variance, wanted.variance.dataSync());
      const gradients = (op: typeof batchNorm, clip: (x: Tensor4D) => Tensor4D) =>
        tf.grads((x, gamma, beta) => clip(op(x as Tensor4D, gamma, beta, 1e-5).y))([x, gamma, beta], dy);
      const plain = gradients(batchNorm, relu);
      gradients(batchNormRelu, (y) => y).forEach((gradient, i) =>
        assertClose(gradient, plain[i].dataSync(), 1e-4)
      );
    });
  }
});
