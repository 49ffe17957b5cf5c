import { assertThrows } from "@std/assert";
import { assertClose, plainForward, randomTensor } from "@dragsaw/core/testing";
import { onEachBackend } from "../../../tests/backends.ts";
import { tf } from "../../tensor/mod.ts";
import type { Tensor4D } from "../../tensor/mod.ts";
import { createParameters } from "../parameters.ts";
import { batchNormalization } from "./batch_normalization.ts";

onEachBackend("batchNormalization() keeps averages as PyTorch does, and evaluates by them", () => {
  const parameters = createParameters(0);
  tf.tidy(() => {
    const normalize = batchNormalization(parameters, "bn", { channels: 1 });
    const [gamma, beta, mean, variance] = parameters.all.map(({ variable }) => variable);
    const [evaluation, training] = [false, true].map((on) => plainForward(on));
    gamma.assign(tf.tensor([2]));
    beta.assign(tf.tensor([-1]));
    const x = tf.tensor([1, 2, 3, 6], [1, 2, 2, 1]) as Tensor4D; // mean 3, variance 14 / 4, unbiased 14 / 3
    assertClose(normalize(x, evaluation), [1, 2, 3, 6].map((v) => 2 * v / Math.sqrt(1 + 1e-5) - 1));
    assertClose(normalize(x, training), [1, 2, 3, 6].map((v) => 2 * (v - 3) / Math.sqrt(3.5 + 1e-5) - 1));
    assertClose(mean, [.3]);
    assertClose(variance, [.9 + 1.4 / 3]);
    normalize(x, training);
    assertClose(mean, [.57]);
    const deviation = Math.sqrt(.81 + .9 * 1.4 / 3 + 1.4 / 3 + 1e-5);
    assertClose(normalize(x, evaluation), [1, 2, 3, 6].map((v) => 2 * (v - .57) / deviation - 1));
  });
  parameters.dispose();
});

onEachBackend(
  "batchNormalization() gives no gradient to its averages and needs none of them in training",
  () => {
    const parameters = createParameters(0);
    tf.tidy(() => {
      const normalize = batchNormalization(parameters, "bn", { channels: 2 });
      const x = randomTensor([2, 3, 3, 2], "x") as Tensor4D;
      const before = normalize(x, plainForward(true)).dataSync();
      for (const { variable, trainable } of parameters.all) if (!trainable) variable.assign(tf.fill([2], 5));
      assertClose(normalize(x, plainForward(true)), before);
    });
    parameters.dispose();
  },
);

onEachBackend("batchNormalization() refuses to train on one value per channel", () => {
  const parameters = createParameters(0);
  const normalize = batchNormalization(parameters, "bn", { channels: 2 });
  tf.tidy(() => {
    assertThrows(() => normalize(tf.ones([1, 1, 1, 2]) as Tensor4D, plainForward(true)), RangeError);
  });
  parameters.dispose();
});
