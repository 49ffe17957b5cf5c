import { z } from "zod";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { blocks, outputStride, width } from "./options.ts";
import { createResNet } from "./resnet.ts";

function component(name: string, layers: number, usual: readonly number[]): Component {
  return define("backbone", name, {
    summary: `ResNet with ${layers} layers, stride in the 3x3 convolutions (torchvision's)`,
    source: "He et al. 2016, arXiv 1512.03385; dilation: Chen et al. 2017, arXiv 1706.05587, section 3.1",
    options: () => ({
      outputStride,
      dilation: z.enum(["torchvision", "deeplabv3"]).default("torchvision").describe(
        "What replaces strides: dilation that keeps what published weights compute, or all blocks alike with a multi-grid",
      ),
      width,
      blocks: blocks(usual),
    }),
    build: createResNet,
  });
}

/** The backbone `resnet50`. */
export const resnet50: Component = component("resnet50", 50, [3, 4, 6, 3]);
/** The backbone `resnet101`. */
export const resnet101: Component = component("resnet101", 101, [3, 4, 23, 3]);
