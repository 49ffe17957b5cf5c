import {
  convInstanceNormLeaky3d,
  instanceNormalization,
  leaky3d,
  newLayer,
  sequence,
  upConvolution3d,
} from "@dragsaw/core/model";
import type { Layer3d, VolumeField, VolumeModel } from "@dragsaw/core/model";
import { type Component, define } from "@dragsaw/core/registry";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor5D, Triple } from "@dragsaw/core/tensor";
import { z } from "zod";
import { kernel, refusing, strides } from "./level_options.ts";
import { type Level, levelsOf } from "./options.ts";
import { residualConvolutions } from "./residual.ts";
import { type Design, uNetwork, type VolumeContext } from "./u_network.ts";

/** Shape of a V-Net; the published one unless given. */
export interface VNetOptions {
  /** Channels of the first level of the encoder, doubled in each below; those of the decoder have twice as many. Default 16. */
  readonly width?: number | undefined;
  /** Levels, the deepest included; at least 2. Default 5. */
  readonly levels?: number | undefined;
  /** Of all convolutions, odd. Default 5 x 5 x 5. */
  readonly kernel?: Triple | undefined;
  /** Units between those of the level above, for each level. Default 1, then 2 x 2 x 2. */
  readonly strides?: readonly Triple[] | undefined;
}

/** Convolutions of a level, in the encoder and the decoder; deeper ones have as many as the last. */
const CONVOLUTIONS = [1, 2, 3];

const VNET: Design<Level> = {
  name: "V-Net",
  encode(scope, from, level, i) {
    if (i === 0) return residualConvolutions(scope, from, level, repeated(from, level.width));
    const { width: to, stride } = level;
    const down = convInstanceNormLeaky3d(scope, "down", {
      from,
      to,
      kernel: stride,
      stride,
      padding: [0, 0, 0],
    });
    return sequence(down, residualConvolutions(scope, to, level, same(to)));
  },
  raise: (scope, from, to, factor) =>
    sequence(
      upConvolution3d(scope, "up", { from, to, factor }),
      instanceNormalization<Tensor5D, VolumeField>(scope, "up", { channels: to }),
      leaky3d(to),
    ),
  decode: (scope, from, level) => residualConvolutions(scope, from, { ...level, width: from }, same(from)),
  headBias: true,
};

/** What is joined goes on as it is. */
function same(channels: number): Layer3d {
  return newLayer(channels, (input) => input, (x) => x);
}

/** Channels over and over, until there are as many as wanted: those of an image beside the first convolution. */
function repeated(from: number, to: number): Layer3d {
  const times = Math.ceil(to / from);
  return newLayer(to, (input) => input, (x: Tensor5D) => {
    const all = tf.tile(x, [1, 1, 1, 1, times]);
    return times * from === to ? all : tf.slice(all, [0, 0, 0, 0, 0], [-1, -1, -1, -1, to]);
  });
}

/**
 * The V-Net (Milletari et al. 2016, arXiv 1606.04797), with instance normalization and leaky ReLU in the place of PReLU and a
 * head at each decoder level for deep supervision. Slots as those of `unet3d`; the decoder's have twice the channels of the skips.
 *
 * @throws {RangeError} when the options do not fit each other.
 */
export function createVNet(
  { width = 16, levels = 5, kernel = [5, 5, 5], strides }: VNetOptions,
  context: VolumeContext,
): VolumeModel {
  const shapes = levelsOf({ baseWidth: width, levels, maxWidth: Infinity, strides });
  const convolutions = (i: number) => CONVOLUTIONS[Math.min(i, CONVOLUTIONS.length - 1)];
  return uNetwork(
    VNET,
    shapes.map((level, i) => ({ ...level, kernel, convolutions: convolutions(i) })),
    context,
  );
}

/** `vnet`: the V-Net. */
export const vnet: Component = define("model", "vnet", {
  summary:
    "V-Net with instance normalization and deep supervision; levels and strides are the plan's unless given",
  source: "Milletari et al. 2016, arXiv 1606.04797; with instance normalization and leaky ReLU",
  dimensions: [3],
  options: () => ({
    width: z.int().min(1).default(16).describe("Channels of the first level, doubled in each below"),
    levels: z.int().min(2).optional().describe("Levels, the deepest included; planned, or 5"),
    kernel: kernel.default([5, 5, 5]).describe("Depth, height and width of all kernels"),
    strides,
  }),
  build: (options, context) => refusing(() => createVNet(options, context)),
});
