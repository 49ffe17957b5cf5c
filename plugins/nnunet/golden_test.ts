import { assertEquals } from "@std/assert";
import { createParameters } from "@dragsaw/core/model";
import type { Parameters, VolumeModel } from "@dragsaw/core/model";
import { assertClose, dot, plainForward } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor, Tensor5D } from "@dragsaw/core/tensor";
import { sgd } from "@dragsaw/optimizers";
import { onEachBackend } from "../../tests/backends.ts";
import { readGolden } from "../../tests/goldens.ts";
import { deepSupervision } from "./deep_supervision.ts";
import { createVolumeStep } from "./step.ts";
import { createResEncUNet3d } from "./resenc_unet3d.ts";
import { createUNet3d } from "./unet3d.ts";
import type { VolumeContext } from "./u_network.ts";
import { createVNet } from "./vnet.ts";

interface Golden {
  options: Record<string, unknown>;
  size: [number, number, number];
  parameters: number;
  weights: Record<string, { shape: number[]; scale: number; shift: number }>;
  logits: { shape: number[]; first: number[]; norm: number }[];
  loss: number;
  gradients: Record<string, { norm: number; first: number[] }>;
}
const plain = readGolden<Golden & { losses: number[] }>("unet3d");
const NETWORK = { baseWidth: 4, levels: 3 };

/** Array `k` of the golden. */
function numbers(shape: readonly number[], k: number, scale = 1, shift = 0): Tensor {
  const value = (i: number) => shift + scale * Math.sin(12.9898 * (i + 1) + 78.233 * (k + 1));
  return tf.tensor(Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => value(i)), [...shape]);
}

const volume = ({ size }: Golden) => numbers([2, ...size, 2], 1000) as Tensor5D;
const labelsOf = ({ size }: Golden) =>
  tf.tidy(() => {
    const shape = [2, ...size], count = shape.reduce((a, b) => a * b);
    return tf.tensor(Int32Array.from({ length: count }, (_, i) => i * 7 % 11 % 3), shape, "int32");
  });

/** Gives every weight its values in the golden. */
function setWeights({ all }: Parameters, { weights }: Golden): void {
  const names = Object.keys(weights).sort();
  assertEquals(all.map(({ name }) => name).sort(), names);
  for (const { name, variable } of all) {
    const { shape, scale, shift } = weights[name];
    assertEquals(variable.shape, shape, name);
    tf.tidy(() => variable.assign(numbers(shape, names.indexOf(name), scale, shift)));
  }
}

const NETWORKS: Record<
  string,
  [Golden, (options: Record<string, unknown>, context: VolumeContext) => VolumeModel]
> = {
  "3D U-Net": [{ ...plain, options: NETWORK }, createUNet3d],
  "U-Net with a residual encoder": [readGolden<Golden>("resenc_unet3d"), createResEncUNet3d],
  "V-Net": [readGolden<Golden>("vnet"), createVNet],
};
for (const [name, [golden, create]] of Object.entries(NETWORKS)) {
  onEachBackend(`${name} gives PyTorch's logits, loss and gradients with the same weights`, () => {
    const parameters = createParameters(0);
    const model = create(golden.options, { parameters, channels: 2, classes: 3 });
    setWeights(parameters, golden);
    tf.tidy(() => assertAsPyTorch(golden, model, parameters));
    parameters.dispose();
  });
}

function assertAsPyTorch(golden: Golden, model: VolumeModel, { all }: Parameters): void {
  const x = volume(golden), labels = labelsOf(golden);
  const forward = () => model.forward(x, plainForward<Tensor5D>(true));
  forward().forEach((z, i) => {
    const { shape, first, norm } = golden.logits[i];
    assertEquals(z.shape, shape);
    assertClose(z.flatten().slice(0, 6), first, 5e-5, 5e-5, `logits ${i}`);
    assertClose(Math.sqrt(dot(z, z)), norm, 1e-5);
  });
  const { value, grads } = tf.variableGrads(() => deepSupervision(forward(), labels, model.resolutions));
  assertClose(value, golden.loss, 1e-5);
  for (const { name, variable } of all) {
    const { norm, first } = golden.gradients[name], gradient = grads[variable.name];
    if (!gradient) {
      assertClose(norm, 0, 0, 1e-12, `${name} has no effect`);
      continue;
    }
    assertClose(Math.sqrt(dot(gradient, gradient)), norm, 1e-4, undefined, name);
    assertClose(gradient.flatten().slice(0, 3), first, 1e-4, 1e-4 * norm, name);
  }
}

onEachBackend("createVolumeStep() gives PyTorch's losses, step by step", async () => {
  const optimizer = sgd({ rate: 1e-2, momentum: .99, nesterov: true, weightDecay: 3e-5 });
  const step = createVolumeStep({ channels: 2, classes: 3, network: NETWORK, optimizer });
  setWeights(step.parameters, plain);
  const x = volume(plain), labels = labelsOf(plain), losses: number[] = [];
  while (losses.length < plain.losses.length) losses.push(await step.run(x, labels));
  assertClose(losses, plain.losses, 1e-4);
  step.close();
  tf.dispose([x, labels]);
});
