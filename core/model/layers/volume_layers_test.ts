import { assertClose, plainForward, randomTensor } from "@dragsaw/core/testing";
import { assertEquals, assertThrows } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import { conv3d, convTranspose3d, instanceNorm, leakyRelu, tf } from "../../tensor/mod.ts";
import type { Tensor5D } from "../../tensor/mod.ts";
import { createParameters } from "../parameters.ts";
import { planParameters } from "../plan_parameters.ts";
import { convBnRelu3d } from "./conv_bn3d.ts";
import { convInstanceNormLeaky3d } from "./conv_instance_norm3d.ts";
import { convolution3d } from "./convolution3d.ts";
import { VOXEL } from "./layer3d.ts";
import { upConvolution3d } from "./up_convolution3d.ts";

const forward = plainForward<Tensor5D>(true);

Deno.test("layers on volumes name their weights and grow the field of each axis", () => {
  const { parameters, planned } = planParameters();
  const conv = convInstanceNormLeaky3d(parameters, "a", {
    from: 2,
    to: 4,
    kernel: [1, 3, 5],
    stride: [1, 2, 1],
  });
  const up = upConvolution3d(parameters, "b", { from: 4, to: 3, factor: [1, 2, 1] });
  assertEquals(planned.map(({ name, shape }) => [name, shape.join()]), [
    ["a.weight", "1,3,5,2,4"],
    ["a.bias", "4"],
    ["a.gamma", "4"],
    ["a.beta", "4"],
    ["b.weight", "1,2,1,3,4"],
  ]);
  assertEquals(conv.field(VOXEL), [
    { size: 1, jump: 1, start: 0 },
    { size: 3, jump: 2, start: 0 },
    { size: 5, jump: 1, start: 0 },
  ]);
  assertEquals(up.field(conv.field(VOXEL))[1], { size: 4, jump: 1, start: -.5 });
  assertThrows(
    () => convolution3d(parameters, "c", { from: 1, to: 1, kernel: [3, 2, 3] }),
    RangeError,
    "of 2",
  );
  parameters.dispose();
});

onEachBackend(
  "convInstanceNormLeaky3d() gives what its parts give, with or without the bias that cannot count",
  () => {
    const parameters = createParameters(4);
    tf.tidy(() => {
      const layer = convInstanceNormLeaky3d(parameters, "a", { from: 2, to: 3, stride: [2, 1, 2] });
      const [weight, gamma, beta, bias] = ["weight", "gamma", "beta", "bias"].map((name) => {
        const { variable } = parameters.all.find((each) => each.name === `a.${name}`)!;
        variable.assign(randomTensor(variable.shape, name));
        return variable;
      });
      const x = randomTensor([2, 4, 3, 4, 2], "x") as Tensor5D;
      const convolved = conv3d(x, weight as unknown as Tensor5D, { stride: [2, 1, 2], padding: [1, 1, 1] });
      const wanted = leakyRelu(instanceNorm(tf.add(convolved, bias) as Tensor5D, gamma, beta, 1e-5), .01);
      assertClose(layer(x, forward), wanted, 1e-4);
    });
    parameters.dispose();
  },
);

onEachBackend("convolution3d() and upConvolution3d() apply their weights", () => {
  const parameters = createParameters(5);
  tf.tidy(() => {
    const conv = convolution3d(parameters, "a", { from: 2, to: 3, kernel: [1, 1, 1] });
    const up = upConvolution3d(parameters, "b", { from: 3, to: 2, factor: [1, 2, 2] });
    const [weight, bias, raise] = parameters.all.map(({ variable }) => variable);
    bias.assign(tf.tensor1d([1, 2, 3]));
    const x = randomTensor([1, 2, 2, 3, 2], "x") as Tensor5D;
    const product = tf.matMul(x.reshape([12, 2]), weight.reshape([2, 3])).add(bias).reshape([1, 2, 2, 3, 3]);
    assertClose(conv(x, forward), product);
    assertClose(
      up(conv(x, forward), forward),
      convTranspose3d(product as Tensor5D, raise as unknown as Tensor5D),
    );
  });
  parameters.dispose();
});

onEachBackend("convBnRelu3d() takes the statistics of all voxels of the batch, and follows them", () => {
  const parameters = createParameters(5);
  tf.tidy(() => {
    const layer = convBnRelu3d(parameters, "a", { from: 2, to: 3 });
    assertEquals(
      parameters.all.map(({ name }) => name),
      ["weight", "gamma", "beta", "mean", "variance"].map((name) => `a.${name}`),
    );
    const [weight, , , mean, variance] = parameters.all.map(({ variable }) => variable);
    const x = randomTensor([2, 3, 4, 5, 2], "x") as Tensor5D;
    const y = conv3d(x, weight as unknown as Tensor5D, { stride: [1, 1, 1], padding: [1, 1, 1] });
    const batch = tf.moments(y, [0, 1, 2, 3]), count = 2 * 3 * 4 * 5;
    const wanted = tf.relu(tf.div(tf.sub(y, batch.mean), tf.sqrt(tf.add(batch.variance, 1e-5))));
    assertClose(layer(x, forward), wanted, 1e-4);
    assertClose(mean, tf.mul(batch.mean, .1), 1e-4);
    assertClose(variance, tf.add(.9, tf.mul(batch.variance, .1 * count / (count - 1))), 1e-4);
    const apart = tf.div(tf.sub(y, mean), tf.sqrt(tf.add(variance, 1e-5)));
    assertClose(layer(x, plainForward<Tensor5D>(false)), tf.relu(apart), 1e-4);
  });
  parameters.dispose();
});
