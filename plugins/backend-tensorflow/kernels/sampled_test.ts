import { conv2d, tf } from "@dragsaw/core/tensor";
import type { Tensor, Tensor4D } from "@dragsaw/core/tensor";
import { assertClose, randomTensor } from "@dragsaw/core/testing";
import { onEachBackend } from "../../../tests/backends.ts";

type Conv = (x: Tensor, w: Tensor) => Tensor;

const geometry = (stride: number) => ({ stride, dilation: 1, padding: 0 });
const strided = (stride: number): Conv => (x, w) => conv2d(x as Tensor4D, w as Tensor4D, geometry(stride));
/** A window of one value takes every stride-th. */
const dense = (stride: number): Conv => (x, w) =>
  conv2d(tf.avgPool(x as Tensor4D, 1, stride, "valid"), w as Tensor4D, geometry(1));

/** Result and both gradients. */
function all(run: Conv, x: Tensor, w: Tensor): Tensor[] {
  const y = run(x, w);
  return [y, ...tf.grads(run)([x, w], randomTensor(y.shape, "dy"))];
}

onEachBackend("strided 1x1 convolutions and their gradients look at every stride-th unit", () => {
  // 56 x 56 with few channels: where oneDNN's own gradients write past their memory.
  const cases: [size: number[], from: number, to: number, stride: number][] = [
    [[7, 6], 5, 3, 2],
    [[8, 11], 16, 20, 3],
    [[5, 4], 3, 2, 7],
    [[56, 56], 4, 8, 2],
  ];
  for (const [size, from, to, stride] of cases) {
    tf.tidy(() => {
      const x = randomTensor([2, ...size, from], "x"), w = randomTensor([1, 1, from, to], "w");
      const found = all(strided(stride), x, w), wanted = all(dense(stride), x, w);
      found.forEach((each, i) => assertClose(each, wanted[i], 1e-4, undefined, `${size} ${from} ${to} ${i}`));
    });
  }
}, { only: ["tensorflow"] });
