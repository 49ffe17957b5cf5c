import type { Component } from "@dragsaw/core/registry";
import { type Archives, isic } from "./isic.ts";

const PART = "ISBI2016_ISIC_Part1";
const ARCHIVES: Archives = [
  { images: `${PART}_Training_Data`, masks: `${PART}_Training_GroundTruth`, count: 900 },
  { images: `${PART}_Test_Data`, masks: `${PART}_Test_GroundTruth`, split: "test", count: 379 },
];

/**
 * `isic2016`: Skin Lesion Analysis challenge 2016, part 1 (arXiv 1605.01397): 900 training and 379 test images. There is no
 * official validation split: a part of the training images is drawn for it. Source https://challenge.isic-archive.com/data/#2016,
 * CC0.
 *
 * ```
 * ISIC2016/
 *   ISBI2016_ISIC_Part1_Training_Data/ISIC_0000000.jpg ...
 *   ISBI2016_ISIC_Part1_Training_GroundTruth/ISIC_0000000_Segmentation.png ...
 *   ISBI2016_ISIC_Part1_Test_Data/   ISBI2016_ISIC_Part1_Test_GroundTruth/
 * ```
 */
export const isic2016: Component = isic(
  "isic2016",
  {
    summary: "ISIC 2016 lesion segmentation: 900 train, 379 test",
    source: "Gutman et al. 2016, arXiv 1605.01397",
  },
  ARCHIVES,
);
