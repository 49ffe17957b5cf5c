import { assertEquals, assertThrows } from "@std/assert";
import { plainForward } from "@dragsaw/core/testing";
import { onEachBackend } from "../../../tests/backends.ts";
import { tf } from "../../tensor/mod.ts";
import type { Tensor4D } from "../../tensor/mod.ts";
import { createParameters } from "../parameters.ts";
import { planParameters } from "../plan_parameters.ts";
import { PIXEL } from "../receptive_field.ts";
import { convBnRelu } from "./conv_bn.ts";
import { convolution } from "./convolution.ts";
import { separableConvolution } from "./separable_convolution.ts";

onEachBackend("convolution() keeps the size of a map at stride 1 and starts without bias", () => {
  const parameters = createParameters(1);
  tf.tidy(() => {
    for (const [kernel, dilation] of [[1, 1], [3, 1], [3, 6], [5, 2]]) {
      const conv = convolution(parameters, `${kernel},${dilation}`, { from: 2, to: 4, kernel, dilation });
      assertEquals(conv(tf.ones([1, 7, 6, 2]) as Tensor4D, plainForward(false)).shape, [1, 7, 6, 4]);
      assertEquals(
        conv(tf.zeros([1, 1, 1, 2]) as Tensor4D, plainForward(false)).dataSync().join(),
        "0,0,0,0",
      );
    }
  });
  parameters.dispose();
});

onEachBackend("convolution() starts with the variance that keeps activations alive", () => {
  const parameters = createParameters(1);
  convolution(parameters, "a", { from: 64, to: 128, bias: false });
  tf.tidy(() => {
    const { mean, variance } = tf.moments(parameters.all[0].variable);
    assertEquals(Math.abs(mean.dataSync()[0]) < 1e-3, true);
    assertEquals(Math.abs(variance.dataSync()[0] / (2 / (9 * 64)) - 1) < .02, true);
  });
  parameters.dispose();
});

Deno.test("convolution() asks for the padding of an even kernel", () => {
  const { parameters } = planParameters();
  assertThrows(() => convolution(parameters, "a", { from: 1, to: 1, kernel: 8 }), RangeError, "kernel of 8");
  const head = convolution(parameters, "b", { from: 1, to: 1, kernel: 8, stride: 8, padding: 0 });
  assertEquals(head.field({ size: 3, jump: 2, start: 0 }), { size: 17, jump: 16, start: 7 });
  parameters.dispose();
});

Deno.test("convBnRelu() and separableConvolution() name their weights by what they do", () => {
  const plan = planParameters();
  convBnRelu(plan.parameters, "stem", { from: 3, to: 8 });
  const separable = separableConvolution(plan.parameters, "sep", { from: 8, to: 16, stride: 2 });
  plan.parameters.dispose();
  assertEquals(
    plan.planned.filter(({ trainable }) => trainable).map(({ name, shape }) => [name, shape.join()]),
    [
      ["stem.weight", "3,3,3,8"],
      ["stem.gamma", "8"],
      ["stem.beta", "8"],
      ["sep.depthwise.weight", "3,3,8,1"],
      ["sep.depthwise.gamma", "8"],
      ["sep.depthwise.beta", "8"],
      ["sep.pointwise.weight", "1,1,8,16"],
      ["sep.pointwise.gamma", "16"],
      ["sep.pointwise.beta", "16"],
    ],
  );
  assertEquals([separable.channels, separable.field(PIXEL)], [16, { size: 3, jump: 2, start: 0 }]);
});
