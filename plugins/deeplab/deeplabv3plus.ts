import { z } from "zod";
import { convolution, outputAt } from "@dragsaw/core/model";
import type { Backbone, BuildContext, Model } from "@dragsaw/core/model";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { resizeBilinear } from "@dragsaw/core/tensor";
import { createAspp } from "./aspp.ts";
import { createDecoder } from "./decoder.ts";

/** Shape of a DeepLabV3+ around its backbone. */
export interface DeepLabV3PlusOptions {
  /** Channels of the pyramid's branches and of the decoder. */
  readonly width: number;
  /** Channels that the low features are narrowed to. */
  readonly lowWidth: number;
}

/** Dilations of the pyramid at output stride 16; finer features take larger ones in proportion. */
const RATES = [6, 12, 18];

/**
 * DeepLabV3+ (Chen et al. 2018, arXiv 1802.02611; method.md section 3): backbone, pyramid, decoder, and logits resized
 * bilinearly to the image. Takes images of any size. Slots: the backbone's, then `aspp.*`, then `decoder.*`.
 *
 * @param backbone Its features of stride 4 and the deepest, whose stride sets the dilations.
 * @throws {OptionError} when the backbone has no features of stride 4, or none deeper.
 */
export function createDeepLabV3Plus(
  backbone: Backbone,
  { width, lowWidth }: DeepLabV3PlusOptions,
  { parameters, classes }: Pick<BuildContext, "parameters" | "classes">,
): Model {
  const fine = outputAt(backbone, 4), { [fine]: low, length } = backbone.outputs;
  const high = backbone.outputs[length - 1];
  const rates = RATES.map((rate) => rate * 16 / high.field.jump);
  const aspp = createAspp(parameters, { input: high, rates, width });
  const decoder = createDecoder(parameters, { low, deep: aspp.output, width, lowWidth });
  const head = convolution(parameters, "head", { from: width, to: classes, kernel: 1 });
  return {
    backbone: { scope: "backbone", slots: backbone.slots, weights: backbone.weights },
    slots: { ...backbone.slots, ...aspp.slots, ...decoder.slots },
    forward(images, forward) {
      const features = backbone.forward(images, forward);
      const deep = aspp.forward(features[length - 1], forward);
      const logits = head(decoder.forward(features[fine], deep, forward), forward);
      return resizeBilinear(logits, images.shape[1], images.shape[2]);
    },
  };
}

/** The model `deeplabv3plus`. */
export const deeplabv3plus: Component = define("model", "deeplabv3plus", {
  summary:
    "DeepLabV3+: a backbone, a pyramid of dilated convolutions, and a decoder with features of stride 4",
  source: "Chen et al. 2018, arXiv 1802.02611",
  options: (schemas) => ({
    backbone: schemas.component("backbone").prefault({ type: "xception" }).describe("Feature extractor"),
    width: z.int().min(1).default(256).describe("Channels of the pyramid's branches and of the decoder"),
    lowWidth: z.int().min(1).default(48).describe("Channels that the features of stride 4 are narrowed to"),
  }),
  build({ backbone, ...options }, context) {
    const scoped = { ...context, parameters: context.parameters.scope("backbone") };
    return createDeepLabV3Plus(context.build("backbone", backbone, scoped), options, context);
  },
});
