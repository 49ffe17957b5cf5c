import { assert } from "@std/assert";
import { assertClose, checkGradient, randomTensor } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { contrast } from "./contrast.ts";
import { softSupcon } from "./soft_supcon.ts";

/** The formula in plain numbers for one image and size. */
function byHand(s: number[][], a: number[][], self: boolean, u?: number[], v?: number[]): number {
  return s.reduce((sum, row, i) => {
    const others = row.map((_, j) => j).filter((j) => !self || j !== i);
    const log = Math.log(others.reduce((total, j) => total + Math.exp(row[j]), 0));
    const wanted = others.map((j) => Math.max(a[i][j], 0) * (v?.[j] ?? 1));
    const share = wanted.reduce((x, y) => x + y, 0);
    if (share === 0) return sum;
    return sum + (u?.[i] ?? 1) * others.reduce((sum, j, n) => sum + wanted[n] / share * (log - row[j]), 0);
  }, 0);
}

const S = [[2, 0.3, -1], [0.5, 1, 0.2], [-0.4, 0.1, 3]], A = [[1, 0.6, 0], [0.6, 1, -0.5], [0, 0, 1]];
const [s, a] = [() => tf.tensor3d([S]), () => tf.tensor4d([[A]])];

onEachBackend(
  "softSupcon() is the cross-entropy with shares of affinity, of a unit with itself or without",
  () => {
    tf.tidy(() => {
      for (const self of [true, false]) assertClose(softSupcon(s(), a(), { self }), byHand(S, A, self), 1e-5);
      const u = [0.5, 1, 1.5], v = [2, 0.4, 0.6];
      const weights = [tf.tensor2d([u]), tf.tensor2d([v])] as const;
      assertClose(softSupcon(s(), a(), { self: true, weights }), byHand(S, A, true, u, v), 1e-5);
    });
  },
);

onEachBackend("softSupcon() asks nothing of a unit that is like nobody, or alone", () => {
  tf.tidy(() => {
    assertClose(softSupcon(tf.ones([1, 1, 1]), tf.ones([1, 1, 1, 1]), { self: true }), 0, 0, 0);
    const loss = (s: Tensor) => softSupcon(s, tf.eye(3).reshape([1, 1, 3, 3]), { self: true }).asScalar();
    const { value, grad } = tf.valueAndGrad(loss)(s());
    assertClose(value, 0, 0, 1e-6);
    assertClose(tf.max(tf.abs(grad)), 0, 0, 1e-6);
  });
});

onEachBackend("softSupcon() is least where similarities are logarithms of affinities", () => {
  tf.tidy(() => {
    const a = tf.add(tf.mul(tf.abs(tf.sin(randomTensor([1, 1, 4, 4], "a"))), 0.8), 0.1);
    const loss = (s: Tensor) => softSupcon(s, a, { self: true }).asScalar();
    const best = tf.add(tf.log(a), 0.7).reshape([1, 4, 4]);
    assertClose(tf.max(tf.abs(tf.grad(loss)(best))), 0, 0, 1e-5);
    for (let i = 0; i < 5; i++) {
      const other = tf.add(best, tf.mul(randomTensor([1, 4, 4], "other", i), 0.3));
      assert(loss(other).dataSync()[0] > loss(best).dataSync()[0]);
    }
  });
});

onEachBackend("softSupcon() has the gradient of differences, weights included", () => {
  tf.tidy(() => {
    const a = tf.abs(tf.sin(randomTensor([2, 3, 4, 4], "a"))), options = { epsilon: 0.003, tolerance: 0.005 };
    const weights = [tf.abs(randomTensor([2, 4], "u")), tf.abs(randomTensor([2, 4], "v"))] as const;
    const f = randomTensor([2, 4, 6], "f");
    const settings = { form: "supcon", temperature: 0.3, reduction: "mean", weights } as const;
    checkGradient(({ f }) => contrast(f, f, tf.sub(1, a), settings), { f }, options);
  });
});
