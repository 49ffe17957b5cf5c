import { z } from "zod";
import { chain, convBnRelu, convolution, dropout, sequence, step } from "@dragsaw/core/model";
import type { Backbone, BuildContext, Model } from "@dragsaw/core/model";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { resizeBilinear } from "@dragsaw/core/tensor";
import { createPyramidPooling } from "./pyramid_pooling.ts";

/** Shape of a PSPNet around its backbone. */
export interface PspNetOptions {
  /** Channels of the head's 3x3 convolution. */
  readonly width: number;
  /** Bins along each axis, for each level of the pyramid. */
  readonly bins: readonly number[];
}

/**
 * PSPNet (Zhao et al. 2017, arXiv 1612.01105): backbone, pyramid pooling, 3x3 convolution with batch normalization,
 * ReLU and dropout .1, and logits resized bilinearly to the image. Takes images of any size. Slots: the backbone's, then
 * `pyramid.concat` and `head.conv` (behind its dropout). The paper's second loss, on the features before
 * the deepest, is not part of the network.
 */
export function createPspNet(
  backbone: Backbone,
  { width, bins }: PspNetOptions,
  { parameters, classes }: Pick<BuildContext, "parameters" | "classes">,
): Model {
  const { outputs } = backbone;
  const pyramid = createPyramidPooling(parameters, { input: outputs[outputs.length - 1], bins });
  const scope = parameters.scope("head");
  const conv = convBnRelu(scope, "conv", { from: pyramid.output.channels, to: width });
  const head = chain(pyramid.output, [step(sequence(conv, dropout(width, .1)), "head.conv")]);
  const classify = convolution(scope, "logits", { from: width, to: classes, kernel: 1 });
  return {
    backbone: { scope: "backbone", slots: backbone.slots, weights: backbone.weights },
    slots: { ...backbone.slots, ...pyramid.slots, ...head.slots },
    forward(images, forward) {
      const features = backbone.forward(images, forward);
      const joined = pyramid.forward(features[features.length - 1], forward);
      const logits = classify(head.forward(joined, forward), forward);
      return resizeBilinear(logits, images.shape[1], images.shape[2]);
    },
  };
}

/** The model `pspnet`. */
export const pspnet: Component = define("model", "pspnet", {
  summary: "PSPNet: a backbone, means over bins of four sizes beside its features, and logits",
  source: "Zhao et al. 2017, arXiv 1612.01105",
  options: (schemas) => ({
    backbone: schemas.component("backbone").prefault({ type: "resnet50", outputStride: 8 }).describe(
      "Feature extractor",
    ),
    width: z.int().min(1).default(512).describe("Channels of the 3x3 convolution behind the pyramid"),
    bins: z.array(z.int().min(1)).min(1).default([1, 2, 3, 6]).describe(
      "Bins along each axis, for each level of the pyramid",
    ),
  }),
  build({ backbone, ...options }, context) {
    const scoped = { ...context, parameters: context.parameters.scope("backbone") };
    return createPspNet(context.build("backbone", backbone, scoped), options, context);
  },
});
