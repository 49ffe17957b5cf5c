import { js } from "@dragsaw/backend-js";
import { assertEquals, assertThrows } from "@std/assert";
import { activate, tf } from "../tensor/mod.ts";
import { assertClose, checkAdjoint, checkGradient, dot, randomTensor, toTensor } from "./mod.ts";

await activate(await js.open());

Deno.test("assertClose() names the worst value and how far off it is", () => {
  assertClose([1, 2, 1000], [1, 2.0001, 1000.001]);
  assertThrows(() => assertClose([1, 2, 3], [1, 2, 4]), Error, "1 of 3, worst at 2: got 3, want 4");
  assertThrows(() => assertClose([1, 1e-6], [1, 0], 1e-5, 1e-7), Error, "worst at 1");
});

Deno.test("assertClose() compares shapes, and not a number only with itself", () => {
  const x = tf.zeros([2, 3]);
  assertThrows(
    () => assertClose(x, { shape: [3, 2], data: [0, 0, 0, 0, 0, 0] }),
    Error,
    "got shape [2,3], want [3,2]",
  );
  assertThrows(() => assertClose([1], [1, 2]), Error, "got shape [1], want [2]");
  assertClose([NaN, Infinity, 1], [NaN, Infinity, 1]);
  assertThrows(() => assertClose([NaN, 5, 1], [0, 1, 1]), Error, "worst at 0");
  assertThrows(() => assertClose([1], [Infinity]), Error, "worst at 0");
  x.dispose();
});

Deno.test("toTensor() makes null not a number", () => {
  const x = toTensor({ shape: [2], data: [1, null] });
  assertEquals(Array.from(x.dataSync()), [1, NaN]);
  x.dispose();
});

Deno.test("randomTensor() depends on shape and keys", () => {
  tf.tidy(() => {
    assertEquals(
      dot(randomTensor([4], "a"), randomTensor([4], "b")),
      dot(randomTensor([4], "a"), randomTensor([4], "b")),
    );
    assertThrows(() => assertClose(randomTensor([4], "a"), randomTensor([4], "b")));
  });
});

const wrong = tf.customGrad((x, save) => {
  (save as (tensors: tf.Tensor[]) => void)([x as tf.Tensor]);
  return {
    value: tf.square(x as tf.Tensor),
    gradFunc: (dy: tf.Tensor, [x]: tf.Tensor[]) => tf.mul(dy, tf.mul(x, 1.98)),
  };
});

Deno.test("checkGradient() passes a right gradient and finds one that is off by a hundredth", () => {
  const x = randomTensor([3, 4], "x"), before = tf.memory().numTensors;
  checkGradient(({ x }) => tf.square(x), { x });
  assertThrows(() => checkGradient(({ x }) => wrong(x), { x }), Error, 'input "x" is wrong');
  assertEquals(tf.memory().numTensors, before);
  x.dispose();
});

Deno.test("checkGradient() looks at every float32 input and holds the others", () => {
  const x = randomTensor([3, 4], "x"), y = randomTensor([3, 4], "y"), at = tf.tensor1d([2, 0], "int32");
  checkGradient(({ x, y, at }) => tf.gather(tf.mul(x, tf.sin(y)), at), { x, y, at });
  assertThrows(() => checkGradient(({ x, y }) => tf.add(x, wrong(y)), { x, y }), Error, 'input "y" is wrong');
  tf.dispose([x, y, at]);
});

Deno.test("checkAdjoint() passes a transposed matrix and finds another one", () => {
  const a = randomTensor([5, 3], "a"), shapes = { input: [3, 1], output: [5, 1] };
  checkAdjoint((x) => tf.matMul(a, x), (y) => tf.matMul(a, y, true), shapes);
  const off = tf.tidy(() => tf.add(a, 1e-3));
  assertThrows(
    () => checkAdjoint((x) => tf.matMul(a, x), (y) => tf.matMul(off, y, true), shapes),
    Error,
    "not adjoint",
  );
  assertThrows(() => checkAdjoint((x) => tf.matMul(a, x), (y) => tf.square(y), shapes), Error, "do not fit");
  tf.dispose([a, off]);
});
