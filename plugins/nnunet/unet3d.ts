import { chain, step, VOXEL } from "@dragsaw/core/model";
import type { BuildContext, Slot3d, Stage3d, VolumeModel } from "@dragsaw/core/model";
import type { Tensor5D, Triple } from "@dragsaw/core/tensor";
import { convolutions } from "./convolutions.ts";
import { decoderLevel } from "./decoder3d.ts";
import type { DecoderLevel } from "./decoder3d.ts";
import { levelsOf } from "./options.ts";
import type { UNet3dOptions } from "./options.ts";
import { type Component, define, OptionError } from "@dragsaw/core/registry";
import { z } from "zod";

/**
 * nnU-Net's plain 3D U-Net (Isensee et al. 2021, arXiv 1904.08128): convolutions with instance normalization and leaky ReLU,
 * the first of each level strided; transposed convolutions up; a head at each decoder level for deep supervision.
 * Slots: `encoder.0` to `encoder.N-1` (every level's output, the skips among them), then `decoder.N-2` to `decoder.0`.
 *
 * @throws {RangeError} when the options do not fit each other.
 */
export function createUNet3d(
  options: UNet3dOptions,
  { parameters, channels, classes }: Pick<BuildContext, "parameters" | "channels" | "classes">,
): VolumeModel {
  const levels = levelsOf(options), last = levels.length - 1;
  const encoder: Stage3d[] = [];
  let below: Slot3d = { channels, field: VOXEL };
  for (const [i, level] of levels.entries()) {
    const convs = convolutions(parameters.scope(`encoder.${i}`), below.channels, level, level.stride);
    encoder.push(chain(below, [step(convs, `encoder.${i}`)]));
    below = encoder[i].output;
  }
  const unit = strideOf(below);
  const decoder: DecoderLevel[] = [];
  for (let i = last - 1; i >= 0; i--) {
    const { stride } = levels[i + 1], skip = encoder[i].output;
    decoder.push(decoderLevel(parameters, i, levels[i], { below, skip, stride, classes }));
    below = decoder[decoder.length - 1].output;
  }
  return {
    axes: 3,
    slots: Object.assign({}, ...[...encoder, ...decoder].map(({ slots }) => slots)),
    resolutions: decoder.toReversed().map(({ output }) => strideOf(output)),
    forward(volumes, forward) {
      requireMultiples(volumes, unit);
      const skips: Tensor5D[] = [], logits: Tensor5D[] = [];
      let x = volumes;
      for (const stage of encoder) skips.push(x = stage.forward(x, forward));
      skips.pop();
      for (const level of decoder) {
        x = level.forward(x, skips.pop() as Tensor5D, forward);
        logits.unshift(level.head(x, forward));
      }
      return logits;
    },
  };
}

const sides = (odd: boolean) => {
  const side = z.int().min(1);
  const checked = odd ? side.refine((n) => n % 2 === 1, { error: "an odd number" }) : side;
  return z.tuple([checked, checked, checked]);
};

/** `unet3d`: nnU-Net's plain 3D U-Net. */
export const unet3d: Component = define("model", "unet3d", {
  summary:
    "nnU-Net's 3D U-Net with instance normalization and deep supervision; its shape is the plan's unless given",
  dimensions: [3],
  options: () => ({
    baseWidth: z.int().min(1).optional().describe(
      "Channels of the first level, doubled in each below; planned, or 32",
    ),
    levels: z.int().min(2).optional().describe("Levels, the deepest included; planned, or 4"),
    maxWidth: z.int().min(1).optional().describe("No level has more channels; planned, or 320"),
    convolutions: z.int().min(1).optional().describe("Convolutions in each level; planned, or 2"),
    kernels: z.array(sides(true)).optional().describe(
      "Depth, height and width of each level's kernels; planned, or 3",
    ),
    strides: z.array(sides(false)).optional().describe(
      "Units of the level above to one of each level; planned, or 1, then 2",
    ),
  }),
  build(options, context) {
    try {
      return createUNet3d(options, context);
    } catch (error) {
      if (error instanceof RangeError && !(error instanceof OptionError)) {
        throw new OptionError([], error.message);
      }
      throw error;
    }
  },
});

function strideOf({ field }: Slot3d): Triple {
  return [field[0].jump, field[1].jump, field[2].jump];
}

function requireMultiples({ shape }: Tensor5D, unit: Triple): void {
  const size = shape.slice(1, 4);
  if (unit.every((n, axis) => size[axis] % n === 0)) return;
  throw new RangeError(
    `Cannot run the 3D U-Net on volumes of ${size.join(" x ")}: the sides must be multiples of ${
      unit.join(" x ")
    }`,
  );
}
