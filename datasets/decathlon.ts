import type { Dataset, Defect } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { findLayout } from "./pairs/layout.ts";
import { wrongCount } from "./pairs/whole_archive.ts";
import { type DatasetJson, readDatasetJson } from "./volumes/dataset_json.ts";
import { listedCases } from "./volumes/listed.ts";
import { volumeOptions } from "./volumes/options.ts";
import { splitVolumes } from "./volumes/splits.ts";
import { volumeDataset } from "./volumes/volume_dataset.ts";

/**
 * `decathlon`: a task of the Medical Segmentation Decathlon (http://medicaldecathlon.com, CC BY-SA 4.0, doi
 * 10.1038/s41467-022-30695-9), as its archive comes out: channels, classes and cases are what `dataset.json` says. One 4D file
 * holds all channels of a case. The images of `imagesTs` have no published truth and are in no split.
 *
 * ```
 * Task02_Heart/
 *   dataset.json
 *   imagesTr/la_003.nii.gz ...   labelsTr/la_003.nii.gz ...   imagesTs/la_001.nii.gz ...
 * ```
 *
 * Cases with truth: brain 484, heart 20, liver 131, hippocampus 260, prostate 32, lung 63, pancreas 281, vessels 303, spleen 41,
 * colon 126.
 */
export const decathlon: Component = define("dataset", "decathlon", {
  summary: "A task of the Medical Segmentation Decathlon, from its dataset.json: volumes",
  source: "Antonelli et al. 2022, doi 10.1038/s41467-022-30695-9; http://medicaldecathlon.com",
  options: volumeOptions,
  build: async ({ root, allow, ...options }, context): Promise<Dataset> => {
    const allowed = new Set<string>(allow);
    await findLayout(root, [{ name: "decathlon", folders: ["imagesTr", "labelsTr"] }]);
    const file = `${root}/dataset.json`;
    const json = await readDatasetJson(file);
    const listing = await listedCases(root, json.training ?? [], allowed);
    const { cases, by, defects } = await splitVolumes(root, listing, options, context);
    return volumeDataset({
      name: "decathlon",
      source: `${file}; ${by}`,
      root,
      json,
      cases,
      defects: [...countDefects(file, json, allowed), ...listing.defects, ...defects],
      context,
    });
  },
});

/** Whether the file lists as many cases as it says. */
function countDefects(file: string, { training, count }: DatasetJson, allow: ReadonlySet<string>): Defect[] {
  if (!training) {
    return [{
      kind: "dataset-json",
      file: `${file}: training`,
      reason: "Expected the list of cases, found none",
    }];
  }
  const what = `numTraining of ${count} cases`;
  return wrongCount({ file: `${file}: training`, what, wanted: count, found: training.length }, allow);
}
