import { convolution, PIXEL } from "@dragsaw/core/model";
import type { Backbone, BuildContext, Model, Slot } from "@dragsaw/core/model";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import type { Tensor4D } from "@dragsaw/core/tensor";
import { type DecoderNode, decoderNode } from "./decoder.ts";
import { encoder } from "./encoder.ts";
import { SHAPE, type UNetOptions } from "./options.ts";
import { requireMultiples } from "./require_multiples.ts";

/**
 * U-Net (Ronneberger, Fischer and Brox 2015, arXiv 1505.04597) with padded convolutions and batch normalization.
 * Slots: `encoder.0` to `encoder.N-1` (every level's output, the skips among them), then `decoder.N-2` to `decoder.0`.
 *
 * With a `backbone` for an encoder the skips are its outputs, and slots are its own, then `decoder.i`, which still has
 * stride 2^i and `baseWidth` 2^i channels. Levels finer than its first output have no skip.
 *
 * @throws {RangeError} from `forward`, when height or width is not a multiple of the deepest features' stride: 2^(depth - 1).
 */
export function createUNet(
  { baseWidth, depth, up, convolutions: count }: UNetOptions,
  { parameters, channels, classes }: Pick<BuildContext, "parameters" | "channels" | "classes">,
  backbone?: Backbone,
): Model {
  const widths = Array.from({ length: depth }, (_, i) => baseWidth * 2 ** i);
  const down = backbone ?? encoder(parameters, { channels, field: PIXEL }, widths, count);
  const stride = down.outputs[down.outputs.length - 1].field.jump;
  const ups: DecoderNode[] = [];
  let below: Slot = down.outputs[down.outputs.length - 1];
  for (let i = Math.log2(stride) - 1; i >= 0; i--) {
    const skips = down.outputs.filter(({ field }) => field.jump === 2 ** i);
    const node = decoderNode(parameters, `decoder.${i}`, { below, skips, to: baseWidth * 2 ** i, up, count });
    ups.push(node);
    below = node.output;
  }
  const head = convolution(parameters, "head", { from: baseWidth, to: classes, kernel: 1 });
  return {
    ...backbone && { backbone: { scope: "backbone", slots: backbone.slots, weights: backbone.weights } },
    slots: Object.assign({}, down.slots, ...ups.map(({ slots }) => slots)),
    forward(images, forward) {
      requireMultiples(images, stride, backbone ? "the backbone's output stride" : "its depth");
      const skips = [...down.forward(images, forward)];
      let x = skips.pop() as Tensor4D;
      for (const node of ups) x = node.forward(x, skips.splice(-1), forward);
      return head(x, forward);
    },
  };
}

/** The model `unet`. */
export const unet: Component = define("model", "unet", {
  summary: "U-Net: skips between an encoder and a decoder of equal depth",
  source: "Ronneberger, Fischer and Brox 2015, arXiv 1505.04597; padded, with batch normalization",
  options: (schemas) => ({
    ...SHAPE,
    backbone: schemas.component("backbone").optional().describe(
      "Takes the encoder's place, whatever the depth; its own encoder unless given",
    ),
  }),
  build({ backbone, ...options }, context) {
    if (!backbone) return createUNet(options, context);
    const scoped = { ...context, parameters: context.parameters.scope("backbone") };
    return createUNet(options, context, context.build("backbone", backbone, scoped));
  },
});
