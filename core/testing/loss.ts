import type { FurtherPass, Loss, LossBuildContext, LossInput } from "../loss/loss.ts";
import type { AnyModel, Features, Model } from "../model/model.ts";
import type { Parameters } from "../model/parameters.ts";
import { createNetwork, furtherPasses } from "../train/network.ts";
import { createTwin } from "../train/twin.ts";
import { tf } from "../tensor/tf.ts";
import type { Tensor, Tensor4D, Tensor5D } from "../tensor/tf.ts";
import { plainForward } from "./forward.ts";
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

/**
 * Class ids, int32 `[B, ...size]`. `full` is class 1 everywhere; `one empty` has foreground in the last image alone.
 *
 * @param size Rows and columns, of volumes the slices before them.
 */
export function testLabels(masks: Masks, size: readonly number[], classes: number, batch = 2): Tensor {
  const pixels = size.reduce((a, b) => a * b, 1), [height, width] = size.slice(-2);
  const label = (image: number, slice: number, row: number, column: number): number => {
    if (masks === "full") return 1;
    if (masks === "empty" || (masks === "one empty" && image < batch - 1)) return 0;
    return Math.floor(slice / 5 + row / 11 + column / 17 + image) % classes;
  };
  const data = Int32Array.from({ length: batch * pixels }, (_, i) => {
    const pixel = i % pixels, slice = Math.floor(pixel / (height * width));
    return label(Math.floor(i / pixels), slice, Math.floor(pixel / width) % height, pixel % width);
  });
  return tf.tensor(data, [batch, ...size], "int32");
}

/** A step as a loss sees it: random logits, random features at the slots of `loss`. */
export function lossInput<M extends AnyModel>(
  loss: Pick<Loss<Features>, "slots">,
  { classes, channels, size, model }: LossBuildContext<M>,
  masks: Masks,
  batch = 2,
): LossInput<M extends Model ? Tensor4D : Tensor5D> {
  type T = M extends Model ? Tensor4D : Tensor5D;
  const random = (strides: readonly number[], channels: number, ...name: string[]) =>
    randomTensor([batch, ...size.map((n, axis) => Math.ceil(n / strides[axis])), channels], ...name) as T;
  const features = loss.slots.map((slot) => {
    const { channels, field } = model.slots[slot];
    const strides = size.map((_, axis) => "jump" in field ? field.jump : field[axis].jump);
    return [slot, random(strides, channels, "features", slot)] as const;
  });
  const key = tf.tensor1d([5, -7], "int32"), [finest, ...coarser] = resolutionsOf(model);
  return {
    images: random(finest, channels, "images"),
    logits: random(finest, classes, "logits"),
    labels: testLabels(masks, size, classes, batch),
    features: new Map(features),
    uncertainty: new Map(),
    forward: plainForward(true),
    key,
    coarser: coarser.map((strides) => random(strides, classes, "logits", `${strides}`)),
    pass: furtherPasses(createNetwork(model, []), key) as unknown as FurtherPass<T>,
  };
}

/** Strides of a model's logits, one number an axis; the finest are those of its input. */
function resolutionsOf(model: AnyModel): readonly (readonly number[])[] {
  return model.axes === 3 ? model.resolutions : [[1, 1]];
}
