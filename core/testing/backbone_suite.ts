import { assert, assertEquals } from "@std/assert";
import { convolution } from "../model/layers/convolution.ts";
import type { Backbone, Model } from "../model/model.ts";
import { createParameters } from "../model/parameters.ts";
import type { Parameters } from "../model/parameters.ts";
import { resizeBilinear } from "../tensor/ops/resize_bilinear.ts";
import { tf } from "../tensor/tf.ts";
import type { Tensor4D } from "../tensor/tf.ts";
import { plainForward } from "./forward.ts";
import { type ModelCase, modelSuite, type Register } from "./model_suite.ts";
import { randomTensor } from "./numbers.ts";

/** A thin backbone to put through {@linkcode backboneSuite}. */
export interface BackboneCase extends Pick<ModelCase, "name" | "sizes" | "refused" | "gradient"> {
  /** Builds it for images of 3 channels. */
  readonly build: (parameters: Parameters) => Backbone;
  /** Slots whose features it returns, where each of its outputs leaves a slot. */
  readonly outputs?: readonly string[];
}

/** What every backbone must do, see {@linkcode Backbone}: all that {@linkcode modelSuite} asks of a network with it, and its outputs. */
export function backboneSuite(
  { build, outputs, ...rest }: BackboneCase,
  register: Register = Deno.test,
): void {
  modelSuite({ ...rest, build: (parameters) => classifier(build(parameters), parameters) }, register);

  register(`${rest.name} returns a map of each stride, finest first, as its outputs say`, () => {
    const parameters = createParameters(5);
    tf.tidy(() => {
      const backbone = build(parameters), tapped = new Map<string, Tensor4D>();
      const forward = plainForward(false, (slot, x) => (tapped.set(slot, x), x));
      const [height, width] = rest.sizes.at(-1)!;
      const maps = backbone.forward(randomTensor([1, height, width, 3], "images") as Tensor4D, forward);
      const shapes = backbone.outputs.map((
        { channels, field: { jump } },
      ) => [1, Math.ceil(height / jump), Math.ceil(width / jump), channels]);
      assertEquals(maps.map(({ shape }) => shape), shapes);
      const strides = backbone.outputs.map(({ field }) => field.jump);
      assertEquals(strides, strides.map((_, i) => strides[0] * 2 ** i));
      assert(strides[0] <= 2, `Its finest output has stride ${strides[0]}, expected 1 or 2`);
      if (!outputs) return;
      assertEquals(backbone.outputs, outputs.map((slot) => backbone.slots[slot]));
      assertEquals(maps.map(({ id }) => id), outputs.map((slot) => tapped.get(slot)!.id));
    });
    parameters.dispose();
  });
}

/** Logits from the deepest features alone. */
function classifier(backbone: Backbone, parameters: Parameters): Model {
  const { channels } = backbone.outputs[backbone.outputs.length - 1];
  const head = convolution(parameters, "head", { from: channels, to: 2, kernel: 1 });
  return {
    slots: backbone.slots,
    forward(images, forward) {
      const features = backbone.forward(images, forward);
      const [, height, width] = images.shape;
      return resizeBilinear(head(features[features.length - 1], forward), height, width);
    },
  };
}
