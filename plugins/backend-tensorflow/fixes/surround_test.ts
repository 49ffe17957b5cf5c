import { type Tensor, type Tensor4D, tf } from "@dragsaw/core/tensor";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "./testing.ts";

/** Unequal on all sides: rows above and below, columns left and right. */
const EXPLICIT: tf.backend_util.ExplicitPadding = [[0, 0], [1, 2], [0, 1], [0, 0]];
const noise = (shape: number[], seed: number) => tf.randomUniform(shape, -1, 1, "float32", seed);
const dot = (a: Tensor, b: Tensor) => a.mul(b).sum().dataSync()[0];
const largest = (a: Tensor) => a.abs().max().dataSync()[0];

test("conv2d() with padding in numbers is that of the padded image, and its gradients are adjoint", () => {
  const x = noise([2, 5, 6, 3], 1) as Tensor4D, w = noise([3, 3, 3, 4], 2) as Tensor4D;
  const paddings = [[1, [[0, 0], [1, 1], [1, 1], [0, 0]]], [EXPLICIT, EXPLICIT]] as const;
  for (const [pad, around] of paddings) {
    const conv = (x: Tensor, w: Tensor) =>
      tf.conv2d(x as Tensor4D, w as Tensor4D, 2, pad, "NHWC", 1, "floor");
    const y = conv(x, w);
    const outer = tf.pad(x, around as [number, number][]) as Tensor4D;
    assert(largest(y.sub(tf.conv2d(outer, w, 2, "valid"))) < 1e-5);
    const dy = noise(y.shape, 3);
    const [dx, dw] = tf.grads(conv)([x, w], dy);
    assertAlmostEquals(dot(x, dx), dot(y, dy), 1e-4);
    assertAlmostEquals(dot(w, dw), dot(y, dy), 1e-4);
  }
});

test("conv2dTranspose() with padding in numbers is the adjoint of conv2d()", () => {
  const x = noise([1, 4, 4, 3], 4) as Tensor4D, w = noise([3, 3, 3, 2], 5) as Tensor4D;
  const y = tf.conv2d(x, w, 1, 1);
  const dy = noise(y.shape, 6) as Tensor4D;
  assertAlmostEquals(dot(x, tf.conv2dTranspose(dy, w, [1, 4, 4, 3], 1, 1)), dot(y, dy), 1e-4);
});

test("fused.conv2d() with channels first is that with channels last", () => {
  const x = noise([2, 5, 6, 3], 7) as Tensor4D, filter = noise([3, 3, 3, 4], 8) as Tensor4D;
  const shared = { filter, strides: 1, pad: 1, bias: noise([4], 9), activation: "relu" } as const;
  const last = tf.fused.conv2d({ ...shared, x });
  const first = tf.fused.conv2d({ ...shared, x: tf.transpose(x, [0, 3, 1, 2]), dataFormat: "NCHW" });
  assert(largest(tf.transpose(first, [0, 2, 3, 1]).sub(last)) < 1e-6);
});

test("maxPool() and avgPool() do not count padding in numbers", () => {
  const x = tf.tensor3d([-1, -2, -3, -4], [2, 2, 1]);
  assertEquals([...tf.maxPool(x, 2, 1, 1).dataSync()], [-1, -1, -2, -1, -1, -2, -3, -3, -4]);
  assertEquals([...tf.avgPool(x, 2, 1, 1).dataSync()], [-1, -1.5, -2, -2, -2.5, -3, -3, -3.5, -4]);
  const volume = tf.reshape(x, [1, 2, 2, 1, 1]) as tf.Tensor5D;
  assertEquals([...tf.maxPool3d(volume, 2, 2, 1).dataSync()], [-1, -2, -3, -4]);
  assertEquals([...tf.avgPool3d(volume, 2, 2, 1).dataSync()], [-1, -2, -3, -4]);
});

test("pooling rounds the number of its windows as it is told", () => {
  const x = tf.reshape(tf.range(0, 16), [4, 4, 1]) as tf.Tensor3D;
  assertEquals([...tf.maxPool(x, 3, 2, 1, "floor").dataSync()], [5, 7, 13, 15]);
  assertEquals([...tf.maxPool(x, 3, 2, 1, "ceil").dataSync()], [5, 7, 7, 13, 15, 15, 13, 15, 15]);
  assertEquals([...tf.avgPool(x, 3, 2, 1, "ceil").mul(2).round().dataSync()], [
    5,
    8,
    10,
    17,
    20,
    22,
    25,
    28,
    30,
  ]);
});

test("the gradients of padded pooling are those that differences give", () => {
  const image = noise([1, 4, 5, 2], 10), volume = noise([1, 3, 4, 3, 2], 11);
  checkGradient((x) => tf.avgPool(x as Tensor4D, 3, 2, EXPLICIT), image);
  checkGradient((x) => tf.maxPool(x as Tensor4D, 3, 2, EXPLICIT), image);
  checkGradient((x) => tf.avgPool3d(x as tf.Tensor5D, 2, 2, 1), volume);
  checkGradient((x) => tf.maxPool3d(x as tf.Tensor5D, 2, 2, 1), volume);
});

/** Compares <dx, v> with (<f(x + h v), dy> - <f(x - h v), dy>) / 2h. */
function checkGradient(f: (x: Tensor) => Tensor, x: Tensor): void {
  const h = 1e-3;
  const v = noise(x.shape, 12), dy = noise(f(x).shape, 13);
  const slope = (dot(f(x.add(v.mul(h))), dy) - dot(f(x.sub(v.mul(h))), dy)) / (2 * h);
  assertAlmostEquals(dot(tf.grad(f)(x, dy), v), slope, 2e-3);
}
