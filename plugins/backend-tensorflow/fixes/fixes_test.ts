import { tf } from "@dragsaw/core/tensor";
import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { onGpu, test } from "./testing.ts";

test("diag() takes yes or no", () => {
  const y = tf.diag(tf.tensor1d([true, true], "bool"));
  assertEquals([y.dtype, ...y.dataSync()], ["bool", 1, 0, 0, 1]);
});

test("einsum() refuses an output label that no input has", () => {
  const x = tf.tensor2d([[1, 2], [3, 4]]);
  assertEquals([...tf.einsum("ij,j->i", x, tf.tensor1d([1, 10])).dataSync()], [21, 43]);
  assertThrows(() => tf.einsum("ij->in", x), SyntaxError, "label n not present");
});

test("gather() takes rows and refuses indices outside, JavaScript's and TensorFlow's", () => {
  const x = tf.tensor2d([[1, 2], [3, 4], [5, 6]]);
  assertEquals([...tf.gather(x, tf.tensor1d([2, 0], "int32")).dataSync()], [5, 6, 1, 2]);
  assertThrows(() => tf.gather(x, tf.tensor1d([3], "int32")), RangeError, "index value 3 is not in [0, 2]");
  if (onGpu) return;
  assertThrows(() => tf.gather(x, tf.tensor1d([2], "int32").add(tf.scalar(1, "int32"))), Error, "[0, 3)");
});

test("leakyRelu() takes whole numbers", () => {
  assertEquals([...tf.leakyRelu(tf.tensor1d([-2, 4], "int32"), .5).dataSync()], [-1, 4]);
});

test("mean() takes whole numbers and yes or no", () => {
  assertEquals([...tf.tensor2d([[1, 2], [3, 5]], [2, 2], "int32").mean(1).dataSync()], [1.5, 4]);
  assertEquals(tf.tensor1d([true, false, true, true], "bool").mean().dataSync()[0], .75);
  assertEquals(tf.ones([2, 3]).mean(0, true).shape, [1, 3]);
});

test("round() keeps whole numbers and rounds halves to even", () => {
  assertEquals([...tf.tensor1d([-12345678, 10], "int32").round().dataSync()], [-12345678, 10]);
  assertEquals([...tf.tensor1d([.5, 1.5, -2.7]).round().dataSync()], [0, 2, -3]);
});

test("multinomial() draws by every bit of its seed, and by nothing else", () => {
  const logits = tf.zeros([1, 1000]) as tf.Tensor2D;
  const draw = (seed: number) => [...tf.multinomial(logits, 20, seed).dataSync()];
  assertEquals(draw(.25), draw(.25));
  assertNotEquals(draw(.25), draw(.250000001));
});

test("multinomial() keeps to the odds, as logits or as shares", () => {
  assertEquals([...tf.multinomial(tf.tensor1d([-100, 100]), 5, 3.14).dataSync()], [1, 1, 1, 1, 1]);
  assertEquals([...tf.multinomial(tf.tensor1d([1, 0]), 5, 3.14, true).dataSync()], [0, 0, 0, 0, 0]);
});

test("scatterND() takes a list of places on one axis", () => {
  const y = tf.scatterND(tf.tensor1d([2, 0, 2], "int32"), tf.tensor1d([1, 2, 3]), [4]);
  assertEquals([...y.dataSync()], [2, 0, 4, 0]);
});

test("sign() is 0 where there is no number", () => {
  assertEquals([...tf.sign([1.5, 0, NaN, -1.4]).dataSync()], [1, 0, 0, -1]);
  assertEquals([...tf.sign(tf.tensor1d([-3, 3], "int32")).dataSync()], [-1, 1]);
});

test("step() takes whole numbers", () => {
  const y = tf.step(tf.tensor1d([-2, 0, 3], "int32"), -1);
  assertEquals([y.dtype, ...y.dataSync()], ["int32", -1, -1, 1]);
});
