import { DataError, type Dataset } from "@dragsaw/core/data";
import { type Component, define, OptionError } from "@dragsaw/core/registry";
import { z } from "zod";
import { VOLUME_ENDINGS } from "./formats/volume/volume_file.ts";
import { findLayout } from "./pairs/layout.ts";
import { isFolder } from "./pairs/listing.ts";
import { wrongCount } from "./pairs/whole_archive.ts";
import { type DatasetJson, readDatasetJson } from "./volumes/dataset_json.ts";
import { pairVolumes } from "./volumes/listing.ts";
import { listedCases } from "./volumes/listed.ts";
import { volumeOptions } from "./volumes/options.ts";
import { splitVolumes } from "./volumes/splits.ts";
import { volumeDataset } from "./volumes/volume_dataset.ts";

/**
 * `nifti`: volumes as nnU-Net's `nnUNet_raw` has them, of version 2 or 1: nobody has to move a file. Each channel is a file
 * `CASE_0000.nii.gz`, `CASE_0001.nii.gz` ...; with one channel the number may be missing. `splits_final.json`, if it lies
 * there, says what is trained on (`fold`); cases of `imagesTs` with truth in `labelsTs` are the test. Where there is no
 * `dataset.json`, the options `channels` and `labels` say what it would.
 *
 * ```
 * Dataset004_Hippocampus/
 *   dataset.json                          channel_names, labels, numTraining, file_ending (modality in version 1)
 *   imagesTr/hippocampus_001_0000.nii.gz  labelsTr/hippocampus_001.nii.gz
 *   imagesTs/  labelsTs/  splits_final.json
 * ```
 */
export const nifti: Component = define("dataset", "nifti", {
  summary:
    "Volumes in the layout of nnUNet_raw: imagesTr/CASE_0000.nii.gz, labelsTr/CASE.nii.gz, dataset.json",
  source: "the layout nnUNet_raw of nnU-Net, versions 1 and 2",
  options: () => ({
    ...volumeOptions(),
    channels: z.array(z.string().min(1)).min(1).optional().describe(
      "Names of the channels, where there is no dataset.json",
    ),
    ending: z.enum(VOLUME_ENDINGS).default(".nii.gz").describe(
      "How files end, where there is no dataset.json",
    ),
    labels: z.record(z.string().min(1), z.int().min(0)).optional().describe(
      "Value of each class, the background's 0, where there is no dataset.json",
    ),
  }),
  build: async ({ root, allow, channels, labels, ending, ...options }, context): Promise<Dataset> => {
    const allowed = new Set<string>(allow);
    await findLayout(root, [{ name: "nnUNet_raw", folders: ["imagesTr", "labelsTr"] }]);
    const json = await describe(root, { channels, labels, ending });
    const train = json.dataset
      ? await listedCases(root, json.dataset, allowed)
      : await pairs(root, "Tr", json, allowed);
    const test = await isFolder(`${root}/labelsTs`) ? await pairs(root, "Ts", json, allowed) : undefined;
    const all = { pairs: [...train.pairs, ...test?.pairs ?? []], unpaired: train.unpaired };
    const { cases, by, ...split } = await splitVolumes(root, all, options, context);
    const whole = {
      what: `numTraining of ${json.count} cases`,
      wanted: json.count,
      found: train.pairs.length,
    };
    const counted = wrongCount({ file: `${root}/dataset.json`, ...whole }, allowed);
    const defects = [...counted, ...train.defects, ...test?.defects ?? [], ...split.defects];
    return volumeDataset({ name: "nifti", source: `${root}; ${by}`, root, json, cases, defects, context });
  },
});

function pairs(root: string, set: "Tr" | "Ts", json: DatasetJson, allow: ReadonlySet<string>) {
  return pairVolumes({
    images: `${root}/images${set}`,
    labels: `${root}/labels${set}`,
    channels: json.channels.length,
    ending: json.ending,
    ...set === "Ts" && { split: "test" as const },
  }, allow);
}

/** What dataset.json says, or the options in its place. */
async function describe(
  root: string,
  { channels, labels, ending }: {
    readonly channels: readonly string[] | undefined;
    readonly labels: Readonly<Record<string, number>> | undefined;
    readonly ending: string;
  },
): Promise<DatasetJson> {
  const file = `${root}/dataset.json`;
  const there = await Deno.stat(file).then(() => true, () => false);
  if (there) {
    for (const [key, value] of Object.entries({ channels, labels })) {
      if (value !== undefined) {
        throw new OptionError([key], `is for folders without a dataset.json, found ${file}`);
      }
    }
    return await readDatasetJson(file);
  }
  if (!channels || !labels) {
    const reason =
      'The file does not exist; write it, or give the options "channels" and "labels" in its place';
    throw new DataError([{ kind: "dataset-json", file, reason }]);
  }
  const classes = Object.entries(labels).map(([name, value]) => ({ name, value })).sort((a, b) =>
    a.value - b.value
  );
  if (classes[0]?.value !== 0 || classes.some(({ value }, i) => value === classes[i + 1]?.value)) {
    throw new OptionError(["labels"], "wants a value of its own for each class, 0 for the background");
  }
  return { channels, classes, ending };
}
