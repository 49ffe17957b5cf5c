import { assertClose, checkGradient, randomTensor } from "@dragsaw/core/testing";
import { assertThrows } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import type { Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { maxPool2d } from "./max_pool2d.ts";

const ramp = (h: number, w: number) => tf.sub(tf.range(0, h * w), 100).reshape([1, h, w, 1]) as Tensor4D;

onEachBackend("maxPool2d() takes the largest of each window and sends its gradient there", () => {
  tf.tidy(() => {
    const x = ramp(5, 4), dy = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
    assertClose(maxPool2d(x, 2, 2, 0), { shape: [1, 2, 2, 1], data: [-95, -93, -87, -85] });
    const gradient = tf.grad((x) => maxPool2d(x as Tensor4D, 2, 2, 0))(x, dy);
    assertClose(gradient, [0, 0, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 3, 0, 4, 0, 0, 0, 0]);
  });
});

onEachBackend("maxPool2d() never takes the padding, not of negative values either", () => {
  tf.tidy(() => {
    const x = ramp(4, 4), dy = tf.ones([1, 2, 2, 1]);
    assertClose(maxPool2d(x, 3, 2, 1), { shape: [1, 2, 2, 1], data: [-95, -93, -87, -85] });
    assertClose(tf.sum(tf.grad((x) => maxPool2d(x as Tensor4D, 3, 2, 1))(x, dy)), 4);
    assertClose(maxPool2d(ramp(5, 5), 3, 2, 1).reshape([9]), [-94, -92, -91, -84, -82, -81, -79, -77, -76]);
  });
});

onEachBackend("maxPool2d() sends the gradient to the first of equal values", () => {
  tf.tidy(() => {
    const x = tf.tensor4d([1, 7, 1, 2, 7, 0, 4, 3], [1, 2, 4, 1]), dy = tf.tensor4d([6, 5], [1, 1, 2, 1]);
    assertClose(tf.grad((x) => maxPool2d(x as Tensor4D, 2, 2, 0))(x, dy), [0, 6, 0, 0, 0, 0, 5, 0]);
  });
});

onEachBackend("maxPool2d() has the gradient that differences give, side by side and overlapping", () => {
  const x = randomTensor([2, 6, 6, 3], "x");
  for (const [kernel, stride, padding] of [[2, 2, 0], [3, 3, 0], [3, 2, 1], [2, 1, 0]]) {
    checkGradient(({ x }) => maxPool2d(x as Tensor4D, kernel, stride, padding), { x }, {
      epsilon: 1e-4,
      tolerance: 0.01,
    });
  }
  x.dispose();
});

onEachBackend("maxPool2d() refuses a window that does not fit", () => {
  tf.tidy(() => void assertThrows(() => maxPool2d(ramp(2, 4), 3, 1, 0), RangeError, "does not fit"));
});
