/**
 * Datasets of images with masks, and the reading of image files.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { folder } from "./folder.ts";
import { isic2016 } from "./isic2016.ts";
import { isic2017 } from "./isic2017.ts";
import { ph2 } from "./ph2.ts";
import { synthetic } from "./synthetic/synthetic.ts";

export { decodeBmp, isBmp } from "./formats/bmp.ts";
export { readImage } from "./formats/image.ts";
export { type MaskRule, readMask } from "./formats/mask.ts";
export { type Pixels, readPixels } from "./formats/pixels.ts";
export { inspect, type Inspection, type InspectOptions } from "./inspect.ts";
export { drawLesion } from "./synthetic/lesion.ts";
export { folder, isic2016, isic2017, ph2, synthetic };

/** What this package brings. */
const plugin: Plugin = {
  name: "@dragsaw/datasets",
  apiVersion: 1,
  components: [synthetic, folder, isic2016, isic2017, ph2],
};
export default plugin;
