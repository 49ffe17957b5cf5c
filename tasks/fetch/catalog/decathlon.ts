import type { FetchSet } from "../fetch_set.ts";

/** The copy that the challenge's page (http://medicaldecathlon.com/dataaws) leads to. */
const HOST = "https://msd-for-monai.s3-us-west-2.amazonaws.com";

/** Task, bytes, MD5 as MONAI's DecathlonDataset lists it, cases with truth. */
const TASKS: readonly (readonly [name: string, bytes: number, md5: string, cases: string])[] = [
  ["Task01_BrainTumour", 7.6e9, "240a19d752f0d9e9101544901065d872", "484 MRI of 4 channels"],
  ["Task02_Heart", 456e6, "06ee59366e1e5124267b774dbd654057", "20 MRI"],
  ["Task03_Liver", 28.9e9, "a90ec6c4aa7f6a3d087205e23d4e6397", "131 CT"],
  ["Task04_Hippocampus", 28.4e6, "9d24dba78a72977dbd1d2e110310f31b", "260 MRI"],
  ["Task05_Prostate", 240e6, "35138f08b1efaef89d7424d2bcc928db", "32 MRI of 2 channels"],
  ["Task06_Lung", 9.2e9, "8afd997733c7fc0432f71255ba4e52dc", "63 CT"],
  ["Task07_Pancreas", 12.3e9, "4f7080cfca169fa8066d17ce6eb061e4", "281 CT"],
  ["Task08_HepaticVessel", 9.4e9, "641d79e80ec66453921d997fbf12a29c", "303 CT"],
  ["Task09_Spleen", 1.6e9, "410d4a301da4e5b2f6f86ec3ddba524e", "41 CT"],
  ["Task10_Colon", 6.2e9, "bad7a188931dc2f6acf72b08eb6202d0", "126 CT"],
];

/** The ten tasks of the Medical Segmentation Decathlon. */
export const DECATHLON: readonly FetchSet[] = TASKS.map(([name, bytes, sum, cases]) => ({
  name,
  title: `Medical Segmentation Decathlon, ${name.slice(7)}: ${cases}`,
  licence: "CC BY-SA 4.0",
  page: "http://medicaldecathlon.com",
  root: name,
  use: `dataset: { type: decathlon, root: data/${name} }`,
  archives: [{
    name: `${name}.tar`,
    urls: [`${HOST}/${name}.tar`],
    bytes,
    known: { algorithm: "md5", sum },
    to: name,
  }],
}));
