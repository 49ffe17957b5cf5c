import { assertClose, checkGradient, randomTensor } from "@dragsaw/core/testing";
import { assertThrows } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import { tf } from "../tf.ts";
import { leakyRelu, relu, relu6 } from "./relu.ts";

onEachBackend("relu() lets no gradient through at 0 and below", () => {
  tf.tidy(() => {
    const x = tf.tensor1d([-1, -0, 0, 1e-30, 2]), dy = tf.tensor1d([5, 6, 7, 8, 9]);
    assertClose(relu(x), [0, 0, 0, 1e-30, 2]);
    assertClose(tf.grad((x) => relu(x))(x, dy), [0, 0, 0, 8, 9]);
  });
});

onEachBackend("relu() keeps not a number, so that a broken step is seen", () => {
  tf.tidy(() => assertClose(relu(tf.tensor1d([NaN, 1])), [NaN, 1]));
});

onEachBackend("relu6() keeps what lies between 0 and 6, and its gradient", () => {
  tf.tidy(() => {
    const x = tf.tensor1d([-1, 0, 1e-30, 2, 5.5, 6, 7]), dy = tf.tensor1d([1, 2, 3, 4, 5, 6, 7]);
    assertClose(relu6(x), [0, 0, 1e-30, 2, 5.5, 6, 6]);
    assertClose(tf.grad((x) => relu6(x))(x, dy), [0, 0, 3, 4, 5, 0, 0]);
    assertClose(relu6(tf.tensor1d([NaN, 1])), [NaN, 1]);
  });
});

onEachBackend("leakyRelu() scales what is below 0, and so does its gradient", () => {
  tf.tidy(() => {
    const x = tf.tensor1d([-2, -1, 1, 2]), dy = tf.tensor1d([1, 2, 3, 4]);
    assertClose(leakyRelu(x, 0.1), [-0.2, -0.1, 1, 2]);
    assertClose(tf.grad((x) => leakyRelu(x, 0.1))(x, dy), [0.1, 0.2, 3, 4]);
    assertClose(leakyRelu(x, 0), [0, 0, 1, 2]);
    assertThrows(() => leakyRelu(x, 1), RangeError, "slope 1");
  });
});

onEachBackend("relu() in a chain has the gradient that differences give", () => {
  const x = randomTensor([4, 5], "x");
  checkGradient(({ x }) => tf.tidy(() => relu(tf.add(tf.square(x), 0.5))), { x });
  x.dispose();
});
