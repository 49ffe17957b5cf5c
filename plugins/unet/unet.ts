import { z } from "zod";
import { convolution, PIXEL } from "@dragsaw/core/model";
import type { BuildContext, Model, Slot } from "@dragsaw/core/model";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import type { Tensor4D } from "@dragsaw/core/tensor";
import { decoderLevel } from "./decoder.ts";
import type { DecoderLevel } from "./decoder.ts";
import { encoder } from "./encoder.ts";
import type { UNetOptions } from "./options.ts";

/**
 * U-Net (Ronneberger, Fischer and Brox 2015, arXiv 1505.04597) with padded convolutions and batch normalization.
 * Slots: `encoder.0` to `encoder.N-1` (every level's output, the skips among them), then `decoder.N-2` to `decoder.0`.
 *
 * @throws {RangeError} from `forward`, when height or width is not a multiple of 2^(depth - 1).
 */
export function createUNet(
  { baseWidth, depth, up, convolutions: count }: UNetOptions,
  { parameters, channels, classes }: Pick<BuildContext, "parameters" | "channels" | "classes">,
): Model {
  const widths = Array.from({ length: depth }, (_, i) => baseWidth * 2 ** i);
  const down = encoder(parameters, { channels, field: PIXEL }, widths, count);
  const ups: DecoderLevel[] = [];
  let below: Slot = down[depth - 1].output;
  for (let i = depth - 2; i >= 0; i--) {
    ups.push(decoderLevel(parameters, i, { below, skip: down[i].output, up, count }));
    below = ups[ups.length - 1].output;
  }
  const head = convolution(parameters, "head", { from: baseWidth, to: classes, kernel: 1 });
  return {
    slots: Object.assign({}, ...down.map(({ slots }) => slots), ...ups.map(({ slots }) => slots)),
    forward(images, forward) {
      requireMultiples(images, 2 ** (depth - 1));
      let x = images;
      const skips: Tensor4D[] = [];
      for (const level of down) skips.push(x = level.forward(x, forward));
      skips.pop();
      for (const level of ups) x = level.forward(x, skips.pop() as Tensor4D, forward);
      return head(x, forward);
    },
  };
}

function requireMultiples({ shape: [, height, width] }: Tensor4D, unit: number): void {
  if (height % unit === 0 && width % unit === 0) return;
  const near = (n: number) =>
    n < unit ? `${unit}` : n % unit ? `${n - n % unit} or ${n - n % unit + unit}` : `${n}`;
  throw new RangeError(
    `Cannot run the U-Net on images of ${height} x ${width}: height and width must be multiples of ${unit} ` +
      `(height ${near(height)}, width ${near(width)}), or its depth less`,
  );
}

/** The model `unet`. */
export const unet: Component = define("model", "unet", {
  summary: "U-Net: skips between an encoder and a decoder of equal depth",
  options: () => ({
    baseWidth: z.int().min(1).default(32).describe(
      "Channels of the first level; each level below has twice as many",
    ),
    depth: z.int().min(2).max(10).default(5).describe(
      "Levels; image sides must be multiples of 2^(depth - 1)",
    ),
    up: z.enum(["transpose", "bilinear"]).default("transpose").describe(
      "How the decoder doubles a map: learned 2x2 transposed convolution, or bilinear resizing",
    ),
    convolutions: z.int().min(1).default(2).describe("3x3 convolutions in each level"),
  }),
  build: createUNet,
});
