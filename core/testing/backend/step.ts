import { assertEquals } from "@std/assert";
import type { Tensor, Tensor4D } from "../../tensor/mod.ts";
import {
  batchNorm,
  compile,
  conv2d,
  convTranspose2d,
  depthwiseConv2d,
  maxPool2d,
  relu,
  resizeBilinear,
  softmaxCrossEntropy,
  tf,
} from "../../tensor/mod.ts";
import { assertClose } from "../assert_close.ts";
import { randomTensor } from "../numbers.ts";
import type { BackendCase } from "./case.ts";

/** A network of every op, its running average, and one step of gradient descent, as training does it. */
function training() {
  const variable = (shape: number[], key: string) => {
    const value = randomTensor(shape, key);
    const made = tf.variable(value, key !== "average");
    value.dispose();
    return made;
  };
  const weights = {
    conv: variable([3, 3, 2, 4], "conv"),
    gamma: variable([4], "gamma"),
    beta: variable([4], "beta"),
    depth: variable([3, 3, 4, 1], "depth"),
    up: variable([2, 2, 3, 4], "up"),
  };
  const average = variable([4], "average");
  const step = ({ image, labels }: { image: Tensor; labels: Tensor }): { loss: Tensor } => {
    const list = Object.values(weights);
    const { value, grads } = tf.variableGrads(() => {
      const features = conv2d(image as Tensor4D, weights.conv as Tensor4D, {
        stride: 1,
        dilation: 2,
        padding: 2,
      });
      const { y, mean } = batchNorm(features, weights.gamma, weights.beta, 1e-3);
      average.assign(tf.tidy(() => tf.add(tf.mul(average, 0.9), tf.mul(mean, 0.1))));
      const pooled = maxPool2d(relu(y), 2, 2, 0);
      const wide = depthwiseConv2d(pooled, weights.depth as Tensor4D, { stride: 1, dilation: 2, padding: 2 });
      const up = convTranspose2d(wide, weights.up as Tensor4D, 2);
      return softmaxCrossEntropy(resizeBilinear(up, 6, 6), labels, [1, 2, 3]);
    }, list);
    list.forEach((weight) => weight.assign(tf.tidy(() => tf.sub(weight, tf.mul(grads[weight.name], 0.1)))));
    tf.dispose(grads);
    return { loss: value };
  };
  return { weights: [...Object.values(weights), average], step };
}

const batch = () =>
  tf.tidy(() => ({
    image: randomTensor([2, 8, 8, 2], "image"),
    labels: tf.cast(tf.mod(tf.range(0, 72), 3).reshape([2, 6, 6]), "int32"),
  }));

/** Runs `steps` steps and returns the losses with every weight after them. */
async function train(steps: number, options: { trace?: boolean }): Promise<number[]> {
  const { weights, step } = training(), compiled = compile(step, options), inputs = batch();
  const numbers: number[] = [];
  for (let i = 0; i < steps; i++) {
    const { loss } = await compiled(inputs);
    numbers.push((await loss.data())[0]);
    loss.dispose();
  }
  for (const weight of weights) numbers.push(...await weight.data());
  tf.dispose([weights, inputs]);
  return numbers;
}

/** Training steps: nothing left behind, the same bits again, compiled as eager. */
export const step: readonly BackendCase[] = [
  {
    name: "keeps as many tensors after many steps as after one",
    async run() {
      const { weights, step } = training(),
        compiled = compile(step),
        inputs = batch(),
        counts = new Set<string>();
      for (let i = 0; i < 5; i++) {
        const { loss } = await compiled(inputs);
        loss.dispose();
        const { numTensors, numDataBuffers } = tf.memory();
        counts.add(`${numTensors} tensors in ${numDataBuffers} buffers`);
      }
      assertEquals(counts.size, 1, `Memory grows: ${[...counts].join(", ")}`);
      tf.dispose([weights, inputs]);
    },
  },
  {
    name: "trains to the same bits each time, compiled to the numbers of op by op",
    async run() {
      const compiled = await train(4, {}), eager = await train(4, { trace: false });
      assertEquals(await train(4, {}), compiled);
      assertEquals(await train(4, { trace: false }), eager);
      assertClose(compiled, eager, 1e-4);
    },
  },
];
