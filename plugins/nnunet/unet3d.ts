import { upConvolution3d } from "@dragsaw/core/model";
import type { VolumeModel } from "@dragsaw/core/model";
import { type Component, define } from "@dragsaw/core/registry";
import { convolutions } from "./convolutions.ts";
import { levelOptions, refusing } from "./level_options.ts";
import { type Level, levelsOf, type UNet3dOptions } from "./options.ts";
import { type Design, uNetwork, type VolumeContext } from "./u_network.ts";

const PLAIN: Design<Level> = {
  name: "3D U-Net",
  encode: (scope, from, level) => convolutions(scope, from, level, level.stride),
  raise: (scope, from, to, factor) => upConvolution3d(scope, "up", { from, to, factor }),
  decode: (scope, from, level) => convolutions(scope, from, level),
  headBias: false,
};

/**
 * nnU-Net's plain 3D U-Net (Isensee et al. 2021, arXiv 1904.08128): convolutions with instance normalization and leaky ReLU,
 * the first of each level strided; transposed convolutions up; a head at each decoder level for deep supervision.
 * Slots: `encoder.0` to `encoder.N-1` (every level's output, the skips among them), then `decoder.N-2` to `decoder.0`.
 *
 * @throws {RangeError} when the options do not fit each other.
 */
export function createUNet3d(options: UNet3dOptions, context: VolumeContext): VolumeModel {
  return uNetwork(PLAIN, levelsOf(options), context);
}

/** `unet3d`: nnU-Net's plain 3D U-Net. */
export const unet3d: Component = define("model", "unet3d", {
  summary:
    "nnU-Net's 3D U-Net with instance normalization and deep supervision; its shape is the plan's unless given",
  source:
    "nnU-Net (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z); after Cicek et al. 2016, arXiv 1606.06650",
  dimensions: [3],
  options: () => levelOptions("Convolutions in each level; planned, or 2"),
  build: (options, context) => refusing(() => createUNet3d(options, context)),
});
