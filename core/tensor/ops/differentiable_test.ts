import { assertClose } from "@dragsaw/core/testing";
import { assertEquals } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import type { Tensor } from "../tf.ts";
import { tf } from "../tf.ts";
import { differentiable } from "./differentiable.ts";

/** [a b, a + b] with a note of the gradients that were computed. */
function twoOutputs(a: Tensor, b: Tensor, computed: string[]): Tensor[] {
  return differentiable({ a, b }, (save) => {
    save([a, b]);
    return [tf.mul(a, b), tf.add(a, b)];
  }, ([product, sum], [a, b]) => ({
    a: () => (computed.push("a"), tf.add(tf.mul(product, b), sum)),
    b: () => (computed.push("b"), tf.add(tf.mul(product, a), sum)),
  }));
}

onEachBackend("differentiable() computes only the gradients that are wanted", () => {
  tf.tidy(() => {
    const a = tf.tensor1d([2, 3]), b = tf.tensor1d([5, 7]), computed: string[] = [];
    assertClose(tf.grad((b) => twoOutputs(a, b, computed)[0])(b), [2, 3]);
    assertEquals(computed, ["b"]);
  });
});

onEachBackend("differentiable() brings the gradients of several outputs together", () => {
  tf.tidy(() => {
    const a = tf.tensor1d([2, 3]), b = tf.tensor1d([5, 7]), computed: string[] = [];
    const [da, db] = tf.grads((a, b) => {
      const [product, sum] = twoOutputs(a, b, computed);
      return tf.add(product, tf.mul(sum, 10));
    })([a, b]);
    assertClose(da, [15, 17]);
    assertClose(db, [12, 13]);
  });
});

onEachBackend("differentiable() keeps what it saved until the gradient, and no longer", () => {
  const a = tf.tensor1d([2, 3]), b = tf.tensor1d([5, 7]), before = tf.memory().numTensors;
  const gradient = tf.grad((a) => tf.tidy(() => twoOutputs(tf.mul(a, 2), tf.square(b), [])[0]))(a);
  assertClose(gradient, [50, 98]);
  assertEquals(tf.memory().numTensors - before, 1);
  tf.dispose([a, b, gradient]);
});
