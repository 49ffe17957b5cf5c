import { assert, assertEquals } from "@std/assert";
import type { Loss, LossBuildContext, LossInput } from "../loss/loss.ts";
import type { Model } from "../model/model.ts";
import { createParameters } from "../model/parameters.ts";
import type { Parameters } from "../model/parameters.ts";
import { createNetwork, furtherPasses } from "../train/network.ts";
import { createTwin } from "../train/twin.ts";
import { tf } from "../tensor/tf.ts";
import type { Tensor, Tensor4D } from "../tensor/tf.ts";
import { assertClose } from "./assert_close.ts";
import { checkGradient } from "./check_gradient.ts";
import type { GradientOptions } from "./check_gradient.ts";
import { checkWeightGradients } from "./check_weight_gradients.ts";
import type { WeightGradientOptions } from "./check_weight_gradients.ts";
import { plainForward } from "./forward.ts";
import type { Register } from "./model_suite.ts";
import { randomTensor } from "./numbers.ts";

/**
 * A model that is little but slots: `x2` (stride 2, 6 channels) and `deep.x3` (stride 4, 5 channels), as in Xception. Features
 * are mixtures of the mean colours under a unit, without weights.
 */
const model: Model = {
  slots: {
    "x2": { channels: 6, field: { size: 7, jump: 2, start: 0 } },
    "deep.x3": { channels: 5, field: { size: 19, jump: 4, start: 0 } },
  },
  forward(images, { tap }) {
    for (const [slot, { channels, field: { jump } }] of Object.entries(model.slots)) {
      const means = tf.avgPool(images, jump, jump, "same"), colours = images.shape[3];
      const mixture = randomTensor([1, 1, colours, channels], "mixture", slot) as Tensor4D;
      tap(slot, tf.tanh(tf.conv2d(means, mixture, 1, "valid")));
    }
    return images;
  },
};

/**
 * What a loss is built with in tests: a model of slots `x2` and `deep.x3`, and no registry.
 *
 * @param parameters Where weights of its own are made.
 * @param changes Put over the defaults: 3 classes, size 64x60.
 */
export function lossContext(
  parameters: Parameters,
  changes: Partial<LossBuildContext> = {},
): LossBuildContext {
  const build = () => {
    throw new Error("Cannot build a component inside a loss in tests: no registry is there");
  };
  const into = parameters.scope("twin");
  const twin: LossBuildContext["twin"] = (options) =>
    createTwin({ online: parameters, prefix: "", into, build: () => createNetwork(model, []) }, options);
  return { parameters, classes: 3, channels: 3, model, size: [64, 60], build, twin, ...changes };
}

/** Labels of the suites: blocks of every class, and what breaks formulas. */
export type Masks = "mixed" | "empty" | "full" | "one empty";

/** Class ids, int32 `[B, H, W]`. `full` is class 1 everywhere; `one empty` has foreground in the last image alone. */
export function testLabels(
  masks: Masks,
  [height, width]: readonly [number, number],
  classes: number,
  batch = 2,
): Tensor {
  const label = (image: number, row: number, column: number): number => {
    if (masks === "full") return 1;
    if (masks === "empty" || (masks === "one empty" && image < batch - 1)) return 0;
    return Math.floor(row / 11 + column / 17 + image) % classes;
  };
  const data = Int32Array.from({ length: batch * height * width }, (_, i) => {
    const pixel = i % (height * width);
    return label(Math.floor(i / (height * width)), Math.floor(pixel / width), pixel % width);
  });
  return tf.tensor(data, [batch, height, width], "int32");
}

/** A step as a loss sees it: random logits, random features at the slots of `loss`. */
export function lossInput(loss: Loss, context: LossBuildContext, masks: Masks, batch = 2): LossInput {
  const { classes, size } = context;
  const features = loss.slots.map((slot) => {
    const { channels, field: { jump } } = context.model.slots[slot];
    const shape = [batch, ...size.map((n) => Math.ceil(n / jump)), channels];
    return [slot, randomTensor(shape, "features", slot) as Tensor4D] as const;
  });
  const key = tf.tensor1d([5, -7], "int32");
  return {
    images: randomTensor([batch, ...size, context.channels], "images") as Tensor4D,
    logits: randomTensor([batch, ...size, classes], "logits") as Tensor4D,
    labels: testLabels(masks, size, classes, batch),
    features: new Map(features),
    uncertainty: new Map(),
    forward: plainForward(true),
    key,
    pass: furtherPasses(createNetwork(context.model, []), key),
  };
}

/** A loss to put through {@linkcode lossSuite}. */
export interface LossCase {
  /** Put before what each test says. */
  readonly name: string;
  /** Builds it. */
  readonly build: (context: LossBuildContext) => Loss;
  /** Put over the defaults of {@linkcode lossContext}. */
  readonly context?: Partial<LossBuildContext>;
  /** For a loss whose gradient needs other steps. */
  readonly gradient?: GradientOptions;
  /** The same for its own weights; false where they also act behind a stopped gradient, which differences cannot know. */
  readonly weightGradient?: WeightGradientOptions | false;
}

/** Value of `loss` with some of its inputs replaced: `logits`, or a slot's features under the slot's name. */
function valueWith(loss: Loss, input: LossInput, inputs: Readonly<Record<string, Tensor>>): Tensor {
  const features = new Map([...input.features.keys()].map((slot) => [slot, inputs[slot] as Tensor4D]));
  return loss.compute({ ...input, logits: inputs.logits as Tensor4D, features });
}

/** What every loss must do; see {@linkcode Loss}. */
export function lossSuite(
  { name, build, context, gradient, weightGradient }: LossCase,
  register: Register = Deno.test,
): void {
  type Body = (loss: Loss, input: (masks: Masks) => LossInput, parameters: Parameters) => void;
  const test = (claim: string, fn: Body) =>
    register(`${name} ${claim}`, () => {
      const parameters = createParameters(7);
      try {
        const whole = lossContext(parameters, context), loss = build(whole);
        tf.tidy(() => fn(loss, (masks) => lossInput(loss, whole, masks), parameters));
      } finally {
        parameters.dispose();
      }
    });
  const inputsOf = ({ logits, features }: LossInput): Record<string, Tensor> => ({
    logits,
    ...Object.fromEntries(features),
  });

  for (const masks of ["mixed", "empty", "full", "one empty"] as const) {
    test(`is a finite scalar with finite gradients, masks ${masks}`, (loss, input, { all }) => {
      const given = input(masks), inputs = inputsOf(given), names = Object.keys(inputs);
      const value = loss.compute(given);
      assertEquals(value.shape, []);
      assert(Number.isFinite(value.dataSync()[0]), `Found ${value.dataSync()[0]}`);
      const compute = (...x: Tensor[]) =>
        valueWith(loss, given, Object.fromEntries(x.map((t, i) => [names[i], t])));
      // An input that the loss does not read has no gradient: 0 times its sum gives it one.
      const sum = (...x: Tensor[]) =>
        x.reduce((total, t) => tf.add(total, tf.mul(tf.sum(t), 0)), compute(...x));
      const gradients = tf.grads(sum)(Object.values(inputs));
      const weights = all.filter(({ trainable }) => trainable).map(({ variable }) => variable);
      const own = weights.length > 0
        ? Object.values(tf.variableGrads(() => loss.compute(given), weights).grads)
        : [];
      for (const grad of [...gradients, ...own]) {
        assert(grad.isFinite().all().dataSync()[0], "Found a gradient that is not finite");
      }
    });
  }

  test("has the gradient that differences give", (loss, input, { all }) => {
    const given = input("mixed"), read = inputsOf(given);
    checkGradient(
      (inputs) => tf.add(valueWith(loss, given, inputs), tf.mul(tf.sum(inputs.logits), 0)),
      read,
      gradient,
    );
    if (all.length > 0 && weightGradient !== false) {
      checkWeightGradients(() => loss.compute(given), all, weightGradient);
    }
  });

  test("does not depend on the order of the images", (loss, input) => {
    const given = input("mixed");
    const turned = { ...given, labels: tf.reverse(given.labels, 0), logits: tf.reverse(given.logits, 0) };
    const features = new Map([...given.features].map(([slot, x]) => [slot, tf.reverse(x, 0)]));
    assertClose(loss.compute({ ...turned, features }), loss.compute(given), 1e-5);
  });

  test("repeats for the same step, and leaves no tensors but its value", (loss, input) => {
    const given = input("mixed");
    const first = loss.compute(given), before = tf.memory().numTensors;
    const again = loss.compute(given);
    assertEquals(tf.memory().numTensors - before, 1);
    assertEquals(again.dataSync(), first.dataSync());
  });
}
