import { assertEquals } from "@std/assert";
import { createParameters } from "@dragsaw/core/model";
import type { Parameters } from "@dragsaw/core/model";
import { assertClose, dot, plainForward } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor, Tensor5D } from "@dragsaw/core/tensor";
import { sgd } from "@dragsaw/optimizers";
import { onEachBackend } from "../../tests/backends.ts";
import { readGolden } from "../../tests/goldens.ts";
import { deepSupervision } from "./deep_supervision.ts";
import { createVolumeStep } from "./step.ts";
import { createUNet3d } from "./unet3d.ts";

interface Golden {
  size: [number, number, number];
  parameters: number;
  weights: Record<string, { shape: number[]; scale: number; shift: number }>;
  logits: { shape: number[]; first: number[]; norm: number }[];
  loss: number;
  gradients: Record<string, { norm: number; first: number[] }>;
  losses: number[];
}
const golden = readGolden<Golden>("unet3d");
const NETWORK = { baseWidth: 4, levels: 3 };

/** Array `k` of the golden. */
function numbers(shape: readonly number[], k: number, scale = 1, shift = 0): Tensor {
  const value = (i: number) => shift + scale * Math.sin(12.9898 * (i + 1) + 78.233 * (k + 1));
  return tf.tensor(Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => value(i)), [...shape]);
}

const volume = () => numbers([2, ...golden.size, 2], 1000) as Tensor5D;
const labelsOf = () =>
  tf.tidy(() => {
    const shape = [2, ...golden.size], count = shape.reduce((a, b) => a * b);
    return tf.tensor(Int32Array.from({ length: count }, (_, i) => i * 7 % 11 % 3), shape, "int32");
  });

/** Gives every weight its values in the golden. */
function setWeights({ all }: Parameters): void {
  const names = Object.keys(golden.weights).sort();
  assertEquals(all.map(({ name }) => name).sort(), names);
  for (const { name, variable } of all) {
    const { shape, scale, shift } = golden.weights[name];
    assertEquals(variable.shape, shape, name);
    tf.tidy(() => variable.assign(numbers(shape, names.indexOf(name), scale, shift)));
  }
}

onEachBackend("3D U-Net gives PyTorch's logits, loss and gradients with the same weights", () => {
  const parameters = createParameters(0);
  const model = createUNet3d(NETWORK, { parameters, channels: 2, classes: 3 });
  setWeights(parameters);
  tf.tidy(() => {
    const x = volume(), labels = labelsOf();
    const forward = () => model.forward(x, plainForward<Tensor5D>(true));
    forward().forEach((z, i) => {
      const { shape, first, norm } = golden.logits[i];
      assertEquals(z.shape, shape);
      assertClose(z.flatten().slice(0, 6), first, 5e-5, 5e-5, `logits ${i}`);
      assertClose(Math.sqrt(dot(z, z)), norm, 1e-5);
    });
    const { value, grads } = tf.variableGrads(() => deepSupervision(forward(), labels, model.resolutions));
    assertClose(value, golden.loss, 1e-5);
    for (const { name, variable } of parameters.all) {
      const { norm, first } = golden.gradients[name], gradient = grads[variable.name];
      if (name.endsWith(".bias")) {
        assertClose(norm, 0, 0, 1e-12, `${name} has no effect`);
        continue;
      }
      assertClose(Math.sqrt(dot(gradient, gradient)), norm, 1e-4, undefined, name);
      assertClose(gradient.flatten().slice(0, 3), first, 1e-4, 1e-4 * norm, name);
    }
  });
  parameters.dispose();
});

onEachBackend("createVolumeStep() gives PyTorch's losses, step by step", async () => {
  const optimizer = sgd({ rate: 1e-2, momentum: .99, nesterov: true, weightDecay: 3e-5 });
  const step = createVolumeStep({ channels: 2, classes: 3, network: NETWORK, optimizer });
  setWeights(step.parameters);
  const x = volume(), labels = labelsOf(), losses: number[] = [];
  while (losses.length < golden.losses.length) losses.push(await step.run(x, labels));
  assertClose(losses, golden.losses, 1e-4);
  step.close();
  tf.dispose([x, labels]);
});
