import {
  type BuildContext,
  chain,
  convBnRelu,
  convolution,
  type Model,
  PIXEL,
  step,
} from "@dragsaw/core/model";
import { type Component, define } from "@dragsaw/core/registry";
import { resizeBilinear } from "@dragsaw/core/tensor";
import { z } from "zod";

/** Convolutions down to stride 4, logits of each unit, resized bilinearly to the image. Slots: `x1`, `x2`, `x4` by stride. */
export function createTemplate(
  { width }: { readonly width: number },
  { parameters, channels, classes }: Pick<BuildContext, "parameters" | "channels" | "classes">,
): Model {
  const encoder = chain({ channels, field: PIXEL }, [
    step(convBnRelu(parameters, "x1", { from: channels, to: width }), "x1"),
    step(convBnRelu(parameters, "x2", { from: width, to: 2 * width, stride: 2 }), "x2"),
    step(convBnRelu(parameters, "x4", { from: 2 * width, to: 4 * width, stride: 2 }), "x4"),
  ]);
  const classify = convolution(parameters, "logits", { from: 4 * width, to: classes, kernel: 1 });
  return {
    slots: encoder.slots,
    forward(images, forward) {
      const logits = classify(encoder.forward(images, forward), forward);
      return resizeBilinear(logits, images.shape[1], images.shape[2]);
    },
  };
}

/** `template`: change its layers, its options, and this line. */
export const template: Component = define("model", "template", {
  summary: "Three convolutions and logits at stride 4: a start for a network of your own.",
  options: () => ({
    width: z.int().min(1).default(16).describe("Channels at stride 1; twice as many at each further stride."),
  }),
  build: createTemplate,
});
