import { assertClose, checkAdjoint, checkGradient, randomTensor } from "@dragsaw/core/testing";
import { assertThrows } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import type { Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { conv2d } from "./conv2d.ts";
import { convTranspose2d } from "./conv_transpose2d.ts";

onEachBackend("convTranspose2d() paints one block for each value", () => {
  tf.tidy(() => {
    const x = tf.tensor4d([1, 10], [1, 1, 2, 1]), w = tf.tensor4d([1, 2, 3, 4], [2, 2, 1, 1]);
    assertClose(convTranspose2d(x, w, 2), { shape: [1, 2, 4, 1], data: [1, 2, 10, 20, 3, 4, 30, 40] });
  });
});

onEachBackend(
  "convTranspose2d() is the adjoint of conv2d() with the same stride, and has the right gradients",
  () => {
    for (const stride of [2, 3, 4]) {
      const w = randomTensor([stride, stride, 5, 3], "w") as Tensor4D,
        x = randomTensor([2, 3, 4, 3], "x") as Tensor4D;
      checkAdjoint(
        (x) => convTranspose2d(x as Tensor4D, w, stride),
        (y) => conv2d(y as Tensor4D, w, { stride, dilation: 1, padding: 0 }),
        { input: [2, 3, 4, 3], output: [2, 3 * stride, 4 * stride, 5] },
      );
      checkGradient(({ x, w }) => convTranspose2d(x as Tensor4D, w as Tensor4D, stride), { x, w });
      tf.dispose([x, w]);
    }
  },
);

onEachBackend("convTranspose2d() refuses a kernel that is not as wide as its stride", () => {
  const x = tf.zeros([1, 2, 2, 3]) as Tensor4D, w = tf.zeros([3, 3, 4, 3]) as Tensor4D;
  assertThrows(() => convTranspose2d(x, w, 2), RangeError, "[2,2,outputs,3]");
  tf.dispose([x, w]);
});
