import { z } from "zod";
import type { Backbone, BuildContext, Model } from "@dragsaw/core/model";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { resizeBilinear } from "@dragsaw/core/tensor";
import { createHead } from "./head.ts";
import { createSkips } from "./scores.ts";

/** Shape of an FCN around its backbone. */
export interface FcnOptions {
  /** Channels of the head's 3x3 convolution; a quarter of the backbone's unless given. */
  readonly width?: number | undefined;
  /** Stride of the finest features whose scores are added; none are added unless given. */
  readonly skip?: 8 | 16 | 32 | undefined;
}

/**
 * FCN (Long, Shelhamer and Darrell 2015, arXiv 1411.4038) with the head of torchvision's: 3x3 convolution, batch
 * normalization, ReLU, dropout .1, 1x1 convolution, logits resized bilinearly to the image. With `skip`, 1x1
 * convolutions score finer features too, as in FCN-16s and FCN-8s. Takes images of any size. Slots: the backbone's, then
 * `head.conv`.
 *
 * @throws {OptionError} when `skip` is more than the output stride.
 */
export function createFcn(
  backbone: Backbone,
  { width, skip }: FcnOptions,
  { parameters, classes }: Pick<BuildContext, "parameters" | "classes">,
): Model {
  const { outputs } = backbone, input = outputs[outputs.length - 1];
  const head = createHead(parameters, {
    input,
    width: width ?? Math.max(1, Math.floor(input.channels / 4)),
    classes,
  });
  const add = createSkips(parameters, backbone, { finest: skip ?? input.field.jump, classes });
  return {
    backbone: { scope: "backbone", slots: backbone.slots, weights: backbone.weights },
    slots: { ...backbone.slots, ...head.slots },
    forward(images, forward) {
      const features = backbone.forward(images, forward);
      const deep = head.forward(features[features.length - 1], forward);
      const logits = add(head.classify(deep, forward), features, forward);
      return resizeBilinear(logits, images.shape[1], images.shape[2]);
    },
  };
}

/** The model `fcn`. */
export const fcn: Component = define("model", "fcn", {
  summary: "FCN: a backbone, a 3x3 convolution and logits, with scores of finer features if wanted",
  source: "Long, Shelhamer and Darrell 2015, arXiv 1411.4038; head of torchvision",
  options: (schemas) => ({
    backbone: schemas.component("backbone").prefault({ type: "resnet50" }).describe("Feature extractor"),
    width: z.int().min(1).optional().describe(
      "Channels of the 3x3 convolution; a quarter of the backbone's unless given",
    ),
    skip: z.union([z.literal(32), z.literal(16), z.literal(8)]).optional().describe(
      "Stride of the finest features whose scores are added, as in FCN-16s and FCN-8s; none unless given",
    ),
  }),
  build({ backbone, ...options }, context) {
    const scoped = { ...context, parameters: context.parameters.scope("backbone") };
    return createFcn(context.build("backbone", backbone, scoped), options, context);
  },
});
