/**
 * Random changes to training samples: the paper's augmentation (method.md section 4), and what nnU-Net and albumentations add.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { affine } from "./affine.ts";
import { blur } from "./blur.ts";
import { brightness } from "./brightness.ts";
import { contrast } from "./contrast.ts";
import { cropToForeground } from "./crop_to_foreground.ts";
import { elastic } from "./elastic.ts";
import { flip } from "./flip.ts";
import { gamma } from "./gamma.ts";
import { hueSaturation } from "./hue_saturation.ts";
import { noise } from "./noise.ts";
import {
  blur3d,
  brightness3d,
  contrast3d,
  gamma3d,
  lowResolution3d,
  mirror3d,
  nnunet3d,
  noise3d,
  rotate3d,
  scale3d,
} from "./volume/mod.ts";

export { affine, type AffineParts, readingMap } from "./affine.ts";
export { blur } from "./blur.ts";
export { brightness } from "./brightness.ts";
export { changeContrast, contrast } from "./contrast.ts";
export { type Box, croppingMap, cropToForeground, foregroundBox } from "./crop_to_foreground.ts";
export { drawField, elastic } from "./elastic.ts";
export { flip } from "./flip.ts";
export { changeGamma, gamma, type GammaOptions } from "./gamma.ts";
export { hueSaturation, shiftHueSaturation } from "./hue_saturation.ts";
export { noise } from "./noise.ts";
export * from "./volume/mod.ts";

/** What this package brings. */
const plugin: Plugin = {
  name: "@dragsaw/augment",
  apiVersion: 1,
  components: [
    affine,
    flip,
    elastic,
    cropToForeground,
    hueSaturation,
    brightness,
    contrast,
    gamma,
    blur,
    noise,
    nnunet3d,
    rotate3d,
    scale3d,
    mirror3d,
    noise3d,
    blur3d,
    brightness3d,
    contrast3d,
    lowResolution3d,
    gamma3d,
  ],
};
export default plugin;
