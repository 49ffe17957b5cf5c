import { assert } from "@std/assert";
import { assertClose } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { divergence } from "./affinity.ts";
import { affinityRegression } from "./affinity_regression.ts";
import { contrast } from "./contrast.ts";

const options = { form: "regression", temperature: 1, reduction: "mean" } as const;

onEachBackend("affinityRegression() sums the squares of cosine - affinity, by the pairs' weights", () => {
  tf.tidy(() => {
    const c = tf.tensor3d([[[1, 0.2]]]), a = tf.tensor4d([[[[0.5, 0.2]], [[1, 1]]]]);
    assertClose(affinityRegression(c, a), 0.25 + 0.64, 1e-6);
    assertClose(affinityRegression(c, a, tf.tensor4d([[[[0.5, 1.5]]]])), 0.125 + 0.96, 1e-6);
  });
});

onEachBackend("affinityRegression() can reach 0 with features that are not negative", () => {
  tf.tidy(() => {
    // [t < phi] and [t < 1 - phi] at 20 places t: exact for ratios that are multiples of .05.
    const ratios = [0, 0.05, 0.3, 0.5, 0.75, 1],
      places = Array.from({ length: 20 }, (_, t) => (t + 0.5) / 20);
    const features = ratios.map((phi) =>
      [phi, 1 - phi].flatMap((edge) => places.map((t) => Number(t < edge)))
    );
    const phi = tf.tensor4d(ratios, [1, 1, ratios.length, 1]), f = tf.tensor3d([features]);
    const { value, grads: [grad] } = tf.valueAndGrads((f: Tensor) =>
      contrast(f, f, divergence(phi, phi), options)
    )([f]);
    assertClose(value, 0, 0, 1e-6);
    assertClose(tf.max(tf.abs(grad)), 0, 0, 1e-6);
  });
});

onEachBackend(
  "affinityRegression() moves cosines towards affinities where the paper's form has no gradient to order them",
  () => {
    tf.tidy(() => {
      const phi = tf.tensor4d([0, 0.1, 0.2], [1, 1, 3, 1]), d = divergence(phi, phi);
      let f = tf.tensor3d([[[1, 0.1, 0.3], [0.2, 1, 0.1], [0.1, 0.2, 1]]]) as Tensor;
      const cosine = (i: number, j: number) =>
        tf.losses.cosineDistance(tf.gather(normal(f), i, 1), tf.gather(normal(f), j, 1), 1).dataSync()[0];
      for (let step = 0; step < 300; step++) {
        f = tf.sub(f, tf.grad((f: Tensor) => contrast(f, f, d, options))(f));
      }
      const [near, other, far] = [cosine(0, 1), cosine(1, 2), cosine(0, 2)];
      assert(Math.abs(near - 0.1) < 0.02 && Math.abs(other - 0.1) < 0.02 && Math.abs(far - 0.2) < 0.02);
    });
  },
);

function normal(x: Tensor): Tensor {
  return tf.div(x, tf.norm(x, 2, -1, true));
}
