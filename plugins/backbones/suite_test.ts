import { convolution, createParameters } from "@dragsaw/core/model";
import type { Backbone, BuildContext, Model, Parameters } from "@dragsaw/core/model";
import { modelSuite, plainForward, randomTensor } from "@dragsaw/core/testing";
import { resizeBilinear, tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";
import { assertEquals } from "@std/assert";
import { onEachBackend } from "../../tests/backends.ts";
import { createDrn, createEfficientNetLite, createMobileNetV2, createResNet, createXception } from "./mod.ts";

type Build = (context: Pick<BuildContext, "parameters" | "channels">) => Backbone;

const resnet = { width: 1 / 32, blocks: [2, 1, 2, 2] };

/** Thin ones (networks and goldens run them in plain JavaScript too), with fewer blocks where that can be had, and the stages that their outputs leave. */
const BACKBONES: Readonly<Record<string, { build: Build; outputs: readonly string[] }>> = {
  "xception": {
    build: (context) => createXception({ outputStride: 16, width: 1 / 32, middleBlocks: 0 }, context),
    outputs: ["x2", "x3", "x4", "exit.conv5"],
  },
  "resnet, stride 32": {
    build: (context) => createResNet({ ...resnet, outputStride: 32, dilation: "torchvision" }, context),
    outputs: ["stem", "layer1", "layer2", "layer3", "layer4"],
  },
  "resnet, stride 8": {
    build: (context) => createResNet({ ...resnet, outputStride: 8, dilation: "deeplabv3" }, context),
    outputs: ["stem", "layer1", "layer4"],
  },
  "drn": {
    build: (context) => createDrn({ width: 1 / 32, blocks: [1, 1, 2, 1] }, context),
    outputs: ["layer1", "layer2", "layer3", "layer8"],
  },
  "mobilenet-v2, stride 16": {
    build: (context) =>
      createMobileNetV2({ outputStride: 16, width: 1 / 8, blocks: [1, 2, 1, 1, 1, 2, 1] }, context),
    outputs: ["block.1", "block.3", "block.4", "block.9"],
  },
  "efficientnet-lite0, stride 16": {
    build: (context) =>
      createEfficientNetLite({ outputStride: 16, width: 1 / 8, blocks: [1, 2, 1, 1, 1, 2, 1] }, context),
    outputs: ["block.1", "block.3", "block.4", "block.9"],
  },
};

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

for (const [name, { build, outputs }] of Object.entries(BACKBONES)) {
  modelSuite({
    name,
    build: (parameters) => classifier(build({ parameters, channels: 3 }), parameters),
    sizes: [[32, 32], [33, 47]],
    gradient: { tolerance: .05 },
  }, (name, fn) => onEachBackend(name, fn, { only: ["tensorflow"] }));

  onEachBackend(`${name} returns what leaves the last slot of each stride`, () => {
    const parameters = createParameters(5);
    tf.tidy(() => {
      const backbone = build({ parameters, channels: 3 });
      const tapped = new Map<string, Tensor4D>();
      const forward = plainForward(false, (slot, x) => (tapped.set(slot, x), x));
      const maps = backbone.forward(randomTensor([1, 33, 40, 3], "images") as Tensor4D, forward);
      assertEquals(backbone.outputs, outputs.map((slot) => backbone.slots[slot]));
      assertEquals(maps.map(({ id }) => id), outputs.map((slot) => tapped.get(slot)!.id));
      const strides = backbone.outputs.map(({ field }) => field.jump);
      assertEquals(strides, strides.map((_, i) => strides[0] * 2 ** i));
    });
    parameters.dispose();
  });
}
