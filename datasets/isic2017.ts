import type { Component } from "@dragsaw/core/registry";
import { type Archives, isic } from "./isic.ts";

/** Superpixels and a table lie beside the images. */
const known = /(_superpixels\.png|_metadata\.csv)$/i;

const ARCHIVES: Archives = [
  {
    images: "ISIC-2017_Training_Data",
    masks: "ISIC-2017_Training_Part1_GroundTruth",
    split: "train",
    count: 2000,
    known,
  },
  {
    images: "ISIC-2017_Validation_Data",
    masks: "ISIC-2017_Validation_Part1_GroundTruth",
    split: "val",
    count: 150,
    known,
  },
  {
    images: "ISIC-2017_Test_v2_Data",
    masks: "ISIC-2017_Test_v2_Part1_GroundTruth",
    split: "test",
    count: 600,
    known,
  },
];

/**
 * `isic2017`: Skin Lesion Analysis challenge 2017, part 1 (arXiv 1710.05006): 2000 training, 150 validation, 600 test images.
 * Source https://challenge.isic-archive.com/data/#2017, CC0.
 *
 * ```
 * ISIC2017/
 *   ISIC-2017_Training_Data/ISIC_0000000.jpg, ISIC_0000000_superpixels.png (not read) ...
 *   ISIC-2017_Training_Part1_GroundTruth/ISIC_0000000_segmentation.png ...
 *   ISIC-2017_Validation_Data/   ISIC-2017_Validation_Part1_GroundTruth/
 *   ISIC-2017_Test_v2_Data/      ISIC-2017_Test_v2_Part1_GroundTruth/
 * ```
 */
export const isic2017: Component = isic(
  "isic2017",
  {
    summary: "ISIC 2017 lesion segmentation: 2000 train, 150 val, 600 test",
    source: "Codella et al. 2017, arXiv 1710.05006",
  },
  ARCHIVES,
);
