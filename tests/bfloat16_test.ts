import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import {
  batchNormalization,
  compile,
  convolution,
  createParameters,
  depthwiseConvolution,
} from "@dragsaw/core";
import { type Parameter, type Precision, type Scalar, type Tensor, type Tensor4D, tf } from "@dragsaw/core";
import { assertClose, dot, plainForward, randomTensor } from "@dragsaw/core/testing";
import { onEachBackend } from "./backends.ts";
import { type Updated, updated } from "./updates.ts";

const only = { only: ["tensorflow"] };

/** <a, b> / |a| |b|. */
function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/** Gradients of the first step by weight: what momentum holds after it. */
function gradients({ tensors }: Updated): Map<string, Float32Array> {
  const prefix = "optimizer.velocity.";
  return new Map(
    [...tensors].flatMap(([name, values]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), values] as const] : []
    ),
  );
}

/** The gradient of all weights as one vector. */
const whole = (gradients: ReadonlyMap<string, Float32Array>) =>
  Float32Array.from([...gradients.values()].flatMap((values) => [...values]));

/** Convolutions of every kind with batch norm between, without a kink that rounding could push a unit over. */
function smoothNetwork() {
  const parameters = createParameters(1), channels = 24;
  const layers = [
    convolution(parameters, "first", { from: 3, to: channels, kernel: 3, bias: false }),
    batchNormalization(parameters, "norm1", { channels }),
    depthwiseConvolution(parameters, "depthwise", { channels, kernel: 3 }),
    batchNormalization(parameters, "norm2", { channels }),
    convolution(parameters, "dilated", { from: channels, to: 16, kernel: 3, dilation: 2 }),
    batchNormalization(parameters, "norm3", { channels: 16 }),
    convolution(parameters, "last", { from: 16, to: 2, kernel: 1 }),
  ];
  const trainable = parameters.all.filter(({ trainable }) => trainable);
  const loss = (x: Tensor) => () => {
    const y = layers.reduce<Tensor>((x, layer) => tf.tanh(layer(x as Tensor4D, plainForward(true))), x);
    return tf.mean(tf.square(tf.sub(y, tf.slice(x, 0, [-1, -1, -1, 2])))) as Scalar;
  };
  const step = ({ x }: { x: Tensor }): Record<string, Tensor> => {
    const { value, grads } = tf.variableGrads(loss(x), trainable.map(({ variable }) => variable));
    return { loss: value, ...byName(trainable, grads) };
  };
  return { step, parameters };
}

function byName(parameters: readonly Parameter[], grads: tf.NamedTensorMap): Record<string, Tensor> {
  return Object.fromEntries(parameters.map(({ name, variable }) => [name, grads[variable.name]]));
}

onEachBackend("a bfloat16 step of a smooth network has float32's loss and gradients", async () => {
  const { step, parameters } = smoothNetwork(), x = randomTensor([4, 16, 16, 3], "x");
  const [low, high] = [
    await compile(step, { precision: "bfloat16" })({ x }),
    await compile(step, { precision: "float32" })({ x }),
  ];
  for (const [name, tensor] of Object.entries(high)) {
    assertEquals([low[name].dtype, low[name].shape], ["float32", tensor.shape]);
    assert(low[name].dataSync() instanceof Float32Array);
  }
  assertClose(low.loss, high.loss, 3e-3);
  assert(low.loss.dataSync()[0] !== high.loss.dataSync()[0], "Nothing was computed in bfloat16");
  const largest = Math.max(...Object.values(high).map((each) => Math.sqrt(dot(each, each))));
  for (const [name, gradient] of Object.entries(high)) {
    if (Math.sqrt(dot(gradient, gradient)) < largest / 100) continue;
    assertGreater(correlation(low[name].dataSync(), gradient.dataSync()), .999, name);
  }
  parameters.dispose();
  tf.dispose([x, low, high]);
}, only);

/**
 * With ReLU, rounding decides anew about one unit in some hundred of each layer. PyTorch's autocast leaves the same: .95 for
 * the weights of such a U-Net that it moves most, .99 for all of them as one, much less in deep networks before training.
 */
const NETWORKS = {
  unet: { set: ["size=[64, 64]", "train.batchSize=4", "model.baseWidth=16"], each: .9, all: .97 },
  deeplabv3plus: {
    set: [
      "size=[64, 64]",
      "train.batchSize=4",
      "model={ type: deeplabv3plus, width: 16, lowWidth: 8, " +
      "backbone: { type: xception, width: 0.125, middleBlocks: 1 } }",
    ],
    each: .5,
    all: .6,
  },
};

for (const [network, { set, each, all }] of Object.entries(NETWORKS)) {
  onEachBackend(
    `a bfloat16 step of a ${network} has float32's loss, and its gradient's direction`,
    async () => {
      const run = (precision: Precision) => updated([...set, "seed=2"], { steps: 1, precision });
      const [low, high] = [await run("bfloat16"), await run("float32")];
      assert(Number.isFinite(low.reports[0].total));
      assertClose(low.reports[0].total, high.reports[0].total, 3e-2);
      const [found, wanted] = [gradients(low), gradients(high)];
      assertGreater(correlation(whole(found), whole(wanted)), all);
      const length = Math.sqrt(dot(whole(wanted), whole(wanted)));
      for (const [name, gradient] of wanted) {
        if (Math.sqrt(dot(gradient, gradient)) < length / 10) continue;
        assertGreater(correlation(found.get(name)!, gradient), each, name);
      }
    },
    only,
  );
}

onEachBackend("a bfloat16 step keeps updates of weights that bfloat16 has no digits for", async () => {
  const RATE = 1e-4, set = ["seed=1", `optimizer.rate=${RATE}`];
  const before = await updated(set, { steps: 0 });
  const after = await updated(set, { steps: 1, precision: "bfloat16" });
  for (const [name, gradient] of gradients(after)) {
    const [old, fresh] = [before.tensors.get(name)!, after.tensors.get(name)!];
    const moved = old.map((value, i) => value - fresh[i]);
    // Rounding of weights of about 1 in float32.
    assertClose(
      moved,
      gradient.map((value) => RATE * value),
      0,
      6e-8 * Math.max(1, ...old.map(Math.abs)),
      name,
    );
    old.forEach((value, i) => {
      if (value !== 0) assertLess(Math.abs(moved[i]), Math.max(Math.abs(value), 1e-2) / 256, name);
    });
  }
}, only);

onEachBackend("updates in bfloat16 train", async () => {
  const steps = 12, set = ["optimizer={ type: adam, rate: 0.01 }"];
  const { reports, tensors } = await updated(set, { steps, precision: "bfloat16" });
  assertLess(reports[steps - 1].total, .8 * reports[0].total);
  for (const [name, values] of tensors) {
    assert(values instanceof Float32Array && values.every(Number.isFinite), name);
  }
}, only);
