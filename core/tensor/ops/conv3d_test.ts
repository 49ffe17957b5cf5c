import { assertClose, checkAdjoint, checkGradient, randomTensor } from "@dragsaw/core/testing";
import { assertThrows } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import type { Conv3dGeometry, Triple } from "../backend.ts";
import type { Tensor, Tensor5D } from "../tf.ts";
import { tf } from "../tf.ts";
import { conv3d, portableConv3d } from "./conv3d.ts";

interface Case extends Conv3dGeometry {
  readonly size: Triple;
  readonly kernel: Triple;
}
const CASES: readonly Case[] = [
  { size: [4, 5, 6], kernel: [3, 3, 3], stride: [1, 1, 1], padding: [0, 0, 0] },
  { size: [4, 5, 6], kernel: [3, 3, 3], stride: [1, 1, 1], padding: [1, 1, 1] },
  { size: [4, 6, 8], kernel: [3, 3, 3], stride: [2, 2, 2], padding: [1, 1, 1] },
  { size: [5, 6, 7], kernel: [3, 3, 3], stride: [2, 2, 2], padding: [1, 1, 1] },
  { size: [3, 6, 5], kernel: [1, 3, 3], stride: [1, 2, 2], padding: [0, 1, 1] },
  { size: [4, 3, 5], kernel: [2, 1, 3], stride: [2, 1, 3], padding: [1, 0, 2] },
  { size: [3, 4, 5], kernel: [1, 1, 1], stride: [1, 1, 1], padding: [0, 0, 0] },
  { size: [5, 4, 4], kernel: [1, 1, 1], stride: [2, 2, 2], padding: [0, 0, 0] },
  { size: [3, 3, 3], kernel: [5, 3, 3], stride: [1, 1, 2], padding: [2, 2, 1] },
];

const outputOf = ({ size, kernel, stride, padding }: Case) =>
  size.map((n, axis) => Math.floor((n + 2 * padding[axis] - kernel[axis]) / stride[axis]) + 1);

/** Every index of an array of this shape, last axis fastest. */
function* indices(shape: readonly number[]): Generator<number[]> {
  for (let at = 0; at < shape.reduce((a, b) => a * b); at++) {
    let rest = at;
    yield shape.toReversed().map((n) => {
      const index = rest % n;
      rest = (rest - index) / n;
      return index;
    }).reverse();
  }
}

const flat = (shape: readonly number[], index: readonly number[]) =>
  index.reduce((at, i, axis) => at * shape[axis] + i, 0);

/** The definition, one product at a time in float64. */
function defined(x: Tensor, w: Tensor, { stride, padding, ...rest }: Case) {
  const [batch, ...size] = x.shape, xs = x.dataSync(), ws = w.dataSync(), outputs = w.shape[4]!;
  const shape = [batch, ...outputOf({ stride, padding, ...rest }), outputs], data: number[] = [];
  for (const [b, i, j, k, o] of indices(shape)) {
    let sum = 0;
    for (const [l, m, n, c] of indices(w.shape.slice(0, 4))) {
      const at = [i * stride[0] + l, j * stride[1] + m, k * stride[2] + n].map((p, a) => p - padding[a]);
      if (at.some((p, axis) => p < 0 || p >= size[axis])) continue;
      sum += xs[flat(x.shape, [b, ...at, c])] * ws[flat(w.shape, [l, m, n, c, o])];
    }
    data.push(sum);
  }
  return { shape, data };
}

const inputs = ({ size, kernel }: Case) => ({
  x: randomTensor([2, ...size, 3], "x") as Tensor5D,
  w: randomTensor([...kernel, 3, 4], "w") as Tensor5D,
});

onEachBackend("conv3d() is the sum that its formula says, by kernel and by composition", () => {
  for (const geometry of CASES) {
    tf.tidy(() => {
      const { x, w } = inputs(geometry), wanted = defined(x, w, geometry), at = JSON.stringify(geometry);
      assertClose(conv3d(x, w, geometry), wanted, 1e-5, undefined, at);
      assertClose(portableConv3d(x, w, geometry), wanted, 1e-5, undefined, `portable, ${at}`);
    });
  }
});

onEachBackend("conv3d() has the adjoints of its two linear maps as gradients", () => {
  for (const geometry of CASES) {
    const { x, w } = inputs(geometry), output = [2, ...outputOf(geometry), 4];
    const gradient = (i: number) => (dy: Tensor) =>
      tf.tidy(() => tf.grads((x, w) => conv3d(x as Tensor5D, w as Tensor5D, geometry))([x, w], dy)[i]);
    checkAdjoint((x) => conv3d(x as Tensor5D, w, geometry), gradient(0), { input: x.shape, output });
    checkAdjoint((w) => conv3d(x, w as Tensor5D, geometry), gradient(1), { input: w.shape, output });
    tf.dispose([x, w]);
  }
});

onEachBackend("conv3d() has the gradients that differences give", () => {
  for (const geometry of [CASES[1], CASES[2], CASES[5]]) {
    const all = inputs(geometry);
    checkGradient(({ x, w }) => conv3d(x, w, geometry), all);
    tf.dispose(all);
  }
});

onEachBackend("conv3d() refuses other channels and a kernel that does not fit", () => {
  const x = tf.zeros([1, 2, 4, 4, 3]) as Tensor5D, w = tf.zeros([3, 3, 3, 2, 1]) as Tensor5D;
  const fits = tf.zeros([3, 3, 3, 3, 1]) as Tensor5D;
  const stride: Triple = [1, 1, 1];
  assertThrows(() => conv3d(x, w, { stride, padding: [1, 1, 1] }), RangeError, "channels");
  assertThrows(() => conv3d(x, fits, { stride, padding: [0, 1, 1] }), RangeError, "does not fit");
  assertThrows(() => conv3d(x, fits, { stride: [1, 0, 1], padding: [1, 1, 1] }), RangeError, "stride 0");
  tf.dispose([x, w, fits]);
});
