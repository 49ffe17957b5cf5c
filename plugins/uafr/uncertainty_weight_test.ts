import { assert } from "@std/assert";
import { assertClose } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { uncertaintyWeight } from "./uncertainty_weight.ts";

onEachBackend("uncertaintyWeight() doubles certain features and leaves uncertain ones", () => {
  tf.tidy(() => {
    const x = tf.tensor([1, -2, 3, -4], [2, 1, 2]);
    const { features, uncertainty } = uncertaintyWeight(x, tf.tensor([0, 0, 50, -50], [2, 1, 2]));
    assertClose(uncertainty, [1, 0], 1e-6);
    assertClose(features, [1, -2, 6, -8], 1e-6);
  });
});

onEachBackend("uncertaintyWeight() with one hypothesis is the entropy of its sigmoid", () => {
  tf.tidy(() => {
    const z = [-3, -.5, 0, 2];
    const expected = z.map((value) => {
      const p = 1 / (1 + Math.exp(-value));
      return -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p));
    });
    const { uncertainty } = uncertaintyWeight(tf.ones([4, 3]), tf.tensor(z, [4, 1]));
    assertClose(uncertainty, expected, 1e-6);
  });
});

for (const M of [1, 2, 5]) {
  onEachBackend(`uncertaintyWeight() stays finite where softmax saturates, M = ${M}`, () => {
    tf.tidy(() => {
      for (const size of [20, 100, 1e4, 1e30]) {
        const logits = tf.tensor(
          Array.from({ length: 2 * M }, (_, i) => i % M === 1 ? -size : size / (1 + i)),
          [2, M],
        );
        const gradient = tf.grad((z) => uncertaintyWeight(tf.ones([2, 3]), z).features.sum());
        const E = uncertaintyWeight(tf.ones([2, 3]), logits).uncertainty;
        for (const value of [...E.dataSync(), ...gradient(logits).dataSync()]) {
          assert(Number.isFinite(value), `Found ${value} at ${size}`);
        }
      }
    });
  });
}

onEachBackend("uncertaintyWeight() has the gradient of the entropy far into saturation", () => {
  // two hypotheses a apart: dE/da = -a s (1 - s) / log 2 with s = sigmoid(a); the sum of the output is 3 (2 - E)
  tf.tidy(() => {
    const gradient = tf.grad((z) => uncertaintyWeight(tf.ones([1, 3]), z).features.sum());
    for (const a of [0, 1, 8, 15, 30]) {
      const s = 1 / (1 + Math.exp(-a)), expected = 3 * a * s / (1 + Math.exp(a)) / Math.LN2;
      assertClose(gradient(tf.tensor([[a, 0]])), [expected, -expected], 1e-5, 1e-6);
    }
  });
});
