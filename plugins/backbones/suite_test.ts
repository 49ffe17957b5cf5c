import type { Backbone, BuildContext } from "@dragsaw/core/model";
import { backboneSuite } from "@dragsaw/core/testing";
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

for (const [name, { build, outputs }] of Object.entries(BACKBONES)) {
  backboneSuite({
    name,
    build: (parameters) => build({ parameters, channels: 3 }),
    sizes: [[32, 32], [33, 47]],
    outputs,
    gradient: { tolerance: .05 },
  }, (name, fn) => onEachBackend(name, fn, { only: ["tensorflow"] }));
}
