import type { Component } from "@dragsaw/core/registry";
import { type Archives, isic } from "./isic.ts";

/** Texts that lie beside images and masks. */
const known = /^(LICENSE|ATTRIBUTION)\.txt$/i;

const ARCHIVES: Archives = ([
  ["Training", "train", 2594],
  ["Validation", "val", 100],
  ["Test", "test", 1000],
] as const).map(([part, split, count]) => ({
  images: `ISIC2018_Task1-2_${part}_Input`,
  masks: `ISIC2018_Task1_${part}_GroundTruth`,
  split,
  count,
  known,
}));

/**
 * `isic2018`: Skin Lesion Analysis challenge 2018, task 1 (arXiv 1902.03368): 2594 training, 100 validation, 1000 test images.
 * Source https://challenge.isic-archive.com/data/#2018; CC BY-NC 4.0 (LICENSE.txt in the archives).
 *
 * ```
 * ISIC2018/
 *   ISIC2018_Task1-2_Training_Input/ISIC_0000000.jpg ...
 *   ISIC2018_Task1_Training_GroundTruth/ISIC_0000000_segmentation.png ...
 *   ISIC2018_Task1-2_Validation_Input/   ISIC2018_Task1_Validation_GroundTruth/
 *   ISIC2018_Task1-2_Test_Input/         ISIC2018_Task1_Test_GroundTruth/
 * ```
 */
export const isic2018: Component = isic(
  "isic2018",
  {
    summary: "ISIC 2018 lesion segmentation: 2594 train, 100 val, 1000 test",
    source: "Codella et al. 2019, arXiv 1902.03368",
  },
  ARCHIVES,
);
