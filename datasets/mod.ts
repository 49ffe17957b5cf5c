/**
 * Datasets of images with masks, and the reading of image files.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { decathlon } from "./decathlon.ts";
import { digestpath } from "./digestpath.ts";
import { folder } from "./folder.ts";
import { isic2016 } from "./isic2016.ts";
import { isic2017 } from "./isic2017.ts";
import { isic2018 } from "./isic2018.ts";
import { montgomery } from "./montgomery.ts";
import { nifti } from "./nifti.ts";
import { ph2 } from "./ph2.ts";
import { synthetic } from "./synthetic/synthetic.ts";

export { decodeBmp, isBmp } from "./formats/bmp.ts";
export { type Channels, readImage } from "./formats/image.ts";
export { type MaskRule, readMask } from "./formats/mask.ts";
export { type Picture, type PictureOptions, type Pixels, readPicture, readPixels } from "./formats/pixels.ts";
export {
  listDicomSeries,
  readDicomSeries,
  type Series,
  type SeriesOptions,
} from "./formats/volume/dicom/read_series.ts";
export type { PlacedSlice } from "./formats/volume/dicom/stack.ts";
export type { Slice } from "./formats/volume/dicom/slice.ts";
export { isVolumePath, readVolume, VOLUME_ENDINGS, writeVolume } from "./formats/volume/volume_file.ts";
export { drawLesion } from "./synthetic/lesion.ts";
export { decathlon, digestpath, folder, isic2016, isic2017, isic2018, montgomery, nifti, ph2, synthetic };

/** What this package brings. */
const plugin: Plugin = {
  name: "@dragsaw/datasets",
  apiVersion: 1,
  components: [
    synthetic,
    folder,
    isic2016,
    isic2017,
    isic2018,
    ph2,
    montgomery,
    digestpath,
    decathlon,
    nifti,
  ],
};
export default plugin;
