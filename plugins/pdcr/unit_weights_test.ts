import { assert } from "@std/assert";
import { assertClose } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Scalar, Tensor } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { constant } from "./constant.ts";
import { pairWeights, unitWeights } from "./unit_weights.ts";

onEachBackend("unitWeights() prefers certain or uncertain units, and is 1 on average in each image", () => {
  tf.tidy(() => {
    const E = tf.tensor2d([[0, 0.5, 1], [0.2, 0.2, 0.2]]);
    assertClose(unitWeights(E, "certain"), [1.001 / 0.501, 1, 0.001 / 0.501, 1, 1, 1], 1e-6);
    assertClose(unitWeights(E, "uncertain"), [0.001 / 0.501, 1, 1.001 / 0.501, 1, 1, 1], 1e-6);
  });
});

onEachBackend("unitWeights() is even where nothing is certain", () => {
  tf.tidy(() => assertClose(unitWeights(tf.ones([1, 4]), "certain"), [1, 1, 1, 1], 1e-6));
});

onEachBackend("pairWeights() multiplies, 1 on average", () => {
  tf.tidy(() => {
    const pairs = pairWeights(tf.tensor2d([[0.5, 1.5]]), tf.tensor2d([[0, 1, 2]]));
    assertClose(pairs, tf.tensor4d([[[[0, 0.5, 1], [0, 1.5, 3]]]]), 1e-6);
    assertClose(tf.mean(pairs), 1, 1e-6);
  });
});

onEachBackend("constant() lets no gradient through, and leaves its value alone", () => {
  tf.tidy(() => {
    const x = tf.tensor1d([1, 2, 3]);
    const both = (x: Tensor) => tf.sum(tf.mul(x, constant(() => tf.square(x)))) as Scalar;
    const { value, grad } = tf.valueAndGrad(both)(x);
    assertClose(value, 36, 1e-6);
    assertClose(grad, [1, 4, 9], 1e-6);
    assert(!x.isDisposed);
  });
});
