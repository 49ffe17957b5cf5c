import { assert, assertAlmostEquals } from "@std/assert";
import { checkGradient, randomTensor } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { meanCosine, ntXent } from "./similarity.ts";

onEachBackend("meanCosine() is 1 for the same directions, and finite with its gradient at 0", () => {
  tf.tidy(() => {
    const p = tf.tensor2d([[1, 2], [3, -1]]);
    assertAlmostEquals(meanCosine(p, tf.mul(p, 7)).dataSync()[0], 1, 1e-6);
    assertAlmostEquals(meanCosine(p, tf.tensor2d([[-2, 1], [-3, 1]])).dataSync()[0], -1 / 2, 1e-6);
    const zero = tf.zeros([2, 2]);
    assert(tf.grad((x) => meanCosine(x, p))(zero).isFinite().all().dataSync()[0]);
    assertAlmostEquals(meanCosine(zero, p).dataSync()[0], 0, 1e-6);
  });
});

onEachBackend("ntXent() is what its formula says by hand", () => {
  tf.tidy(() => {
    // views of the first image agree, those of the second are opposite; across images all are at right angles
    const z = tf.tensor2d([[1, 0], [0, 1], [1, 0], [0, -1]]);
    for (const temperature of [.1, .5]) {
      const s = 1 / temperature;
      const first = -s + Math.log(Math.exp(s) + 2), second = s + Math.log(Math.exp(-s) + 2);
      assertAlmostEquals(ntXent(z, temperature).dataSync()[0], (first + second) / 2, 1e-5);
    }
  });
});

onEachBackend("ntXent() does not count a view among its own others, at any temperature", () => {
  tf.tidy(() => {
    const same = tf.ones([6, 4]);
    for (const temperature of [.01, 1, 10]) {
      assertAlmostEquals(ntXent(same, temperature).dataSync()[0], Math.log(5), 1e-4);
    }
  });
});

onEachBackend("ntXent() and meanCosine() have the gradients that differences give", () => {
  tf.tidy(() => {
    const z = randomTensor([6, 4], "z"), p = randomTensor([6, 4], "p");
    checkGradient(({ z }) => ntXent(z, .5), { z });
    checkGradient(({ p, z }) => meanCosine(p, z), { p, z });
  });
});
