import { assertClose } from "@dragsaw/core/testing";
import { assertEquals } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import { compile } from "../compile.ts";
import type { Tensor, Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { depthwiseConv2d } from "./depthwise_conv2d.ts";
import { rebuilt } from "./rebuilt.ts";

onEachBackend("rebuilt() changes neither value nor gradient, eager or compiled", async () => {
  const x = tf.tensor1d([1, -2, 3]);
  const fn = (run: (x: Tensor) => Tensor) => tf.valueAndGrad((x: Tensor) => tf.sum(run(x)))(x);
  const step = (x: Tensor) => tf.square(tf.mul(x, 3));
  const plain = tf.tidy(() => fn(step)), eager = tf.tidy(() => fn((x) => rebuilt([x], ([x]) => step(x))));
  const compiled = await compile(() => ({ ...fn((x) => rebuilt([x], ([x]) => step(x))) }))({});
  for (const result of [eager, compiled]) {
    assertClose(result.value, plain.value);
    assertClose(result.grad, plain.grad);
  }
  tf.dispose([x, plain, eager, compiled]);
});

onEachBackend("a compiled convolution by channel pads again for its gradient", async ({ profiler }) => {
  const x = tf.ones([1, 8, 8, 2]), w = tf.tidy(() => tf.variable(tf.ones([3, 3, 2, 1])));
  const geometry = { stride: 2, dilation: 1, padding: 1 };
  profiler!.start();
  const square = (x: Tensor, w: Tensor) => tf.square(depthwiseConv2d(x as Tensor4D, w as Tensor4D, geometry));
  const { y } = await compile(({ x }: { x: Tensor }) => ({ y: tf.tidy(() => tf.grads(square)([x, w])[1]) }))({
    x,
  });
  const [call] = profiler!.stop();
  const count = (part: string) => call.filter(({ op }) => op.includes(part)).length;
  assertEquals([count("Pad"), count("BackpropFilter")], [2, 1]);
  assertEquals(call.filter(({ op }) => /DepthwiseConv2dNative$/.test(op)).length, 1);
  tf.dispose([x, w, y]);
}, { only: ["tensorflow"] });
