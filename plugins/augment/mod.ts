/**
 * Random changes to training samples: the paper's augmentation (method.md section 4).
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { affine } from "./affine.ts";
import { flip } from "./flip.ts";
import { hueSaturation } from "./hue_saturation.ts";

export { affine, type AffineParts, readingMap } from "./affine.ts";
export { flip } from "./flip.ts";
export { hueSaturation, shiftHueSaturation } from "./hue_saturation.ts";

/** What this package brings. */
const plugin: Plugin = { name: "@dragsaw/augment", apiVersion: 1, components: [affine, flip, hueSaturation] };
export default plugin;
