import { assertClose, checkAdjoint, checkGradient, randomTensor } from "@dragsaw/core/testing";
import { assertThrows } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import type { Triple } from "../backend.ts";
import type { Tensor5D } from "../tf.ts";
import { tf } from "../tf.ts";
import { conv3d } from "./conv3d.ts";
import { convTranspose3d } from "./conv_transpose3d.ts";

onEachBackend("convTranspose3d() paints one block for each value", () => {
  tf.tidy(() => {
    const x = tf.tensor5d([1, 10], [1, 1, 1, 2, 1]), w = tf.tensor5d([1, 2, 3, 4], [2, 1, 2, 1, 1]);
    assertClose(convTranspose3d(x, w), { shape: [1, 2, 1, 4, 1], data: [1, 2, 10, 20, 3, 4, 30, 40] });
  });
});

onEachBackend(
  "convTranspose3d() is the adjoint of conv3d() of the same stride, with the right gradients",
  () => {
    const cases: readonly Triple[] = [[2, 2, 2], [1, 2, 2], [3, 1, 2]];
    for (const stride of cases) {
      const w = randomTensor([...stride, 5, 3], "w") as Tensor5D;
      const x = randomTensor([2, 2, 3, 4, 3], "x") as Tensor5D;
      checkAdjoint(
        (x) => convTranspose3d(x as Tensor5D, w),
        (y) => conv3d(y as Tensor5D, w, { stride, padding: [0, 0, 0] }),
        { input: x.shape, output: [2, 2 * stride[0], 3 * stride[1], 4 * stride[2], 5] },
      );
      checkGradient(({ x, w }) => convTranspose3d(x, w), { x, w });
      tf.dispose([x, w]);
    }
  },
);

onEachBackend("convTranspose3d() refuses other channels", () => {
  const x = tf.zeros([1, 2, 2, 2, 3]) as Tensor5D, w = tf.zeros([2, 2, 2, 3, 4]) as Tensor5D;
  assertThrows(() => convTranspose3d(x, w), RangeError, "outputs,3]");
  tf.dispose([x, w]);
});
