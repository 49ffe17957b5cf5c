import type { Component } from "@dragsaw/core/registry";
import { type Archives, isic } from "./isic.ts";

const PART = "ISBI2016_ISIC_Part1";
const ARCHIVES: Archives = [
  { images: `${PART}_Training_Data`, masks: `${PART}_Training_GroundTruth`, count: 900 },
  { images: `${PART}_Test_Data`, masks: `${PART}_Test_GroundTruth`, split: "test", count: 379 },
];

/**
 * `isic2016`: Skin Lesion Analysis challenge 2016, part 1 (arXiv 1605.01397): 900 training and 379 test images. There is no
 * official validation split: a part of the training images is drawn for it.
 */
export const isic2016: Component = isic(
  "isic2016",
  "ISIC 2016 lesion segmentation: 900 train, 379 test",
  ARCHIVES,
);
