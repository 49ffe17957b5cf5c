import { takeFold } from "@dragsaw/core/data";
import { assertEquals } from "@std/assert";
import { readGolden } from "../tests/goldens.ts";
import { open, splitsOf } from "./testdata/files.ts";
import { ignore, REAL, reason } from "./testdata/real.ts";

/** Sets of pictures: adapter, folder, options, cases. */
const PICTURES: readonly [type: string, folder: string, options: Record<string, unknown>, count: number][] = [
  ["montgomery", "cxr_montgomery_512", {}, 69],
  ["folder", "monuseg", { classes: ["background", "nuclei"] }, 4],
  ["folder", "dsb2018_nuclei", { classes: ["background", "nuclei"] }, 74],
  ["folder", "isbi2012_em_membrane", { classes: ["membrane", "cell"], channels: 1 }, 30],
];

for (const [type, folder, options, count] of PICTURES) {
  Deno.test({
    name: `${type} lists and loads the real ${folder}${reason}`,
    ignore,
    async fn() {
      const dataset = await open(type, REAL + folder, options);
      const { train, val, test } = splitsOf(dataset);
      assertEquals(train.length + val.length + test.length, count);
      const { image } = await dataset.load(dataset.cases("train")[0]);
      assertEquals(image.channels, dataset.channels);
    },
  });
}

const none = { background: 0 };
/** Sets of volumes: adapter, folder, options, cases. */
const VOLUMES: typeof PICTURES = [
  ["decathlon", "Task04_Hippocampus", {}, 200],
  ["nifti", "la2018_left_atrium", { channels: ["MRI"], labels: { ...none, atrium: 1 } }, 5],
  [
    "nifti",
    "brats2013_deepmedic",
    { channels: ["FLAIR", "T1c"], labels: { ...none, necrosis: 1, edema: 2, other: 3, enhancing: 4 } },
    1,
  ],
  ["nifti", "msd_task09_spleen_crop", { channels: ["CT"], labels: { ...none, spleen: 1 } }, 1],
  ["nifti", "spinalcord", { channels: ["MRI"], labels: { ...none, cord: 1 } }, 6],
  ["nifti", "pyradiomics", { channels: ["any"], labels: { ...none, tumour: 1, a: 7, b: 8, c: 9 } }, 4],
];

for (const [type, folder, options, count] of VOLUMES) {
  Deno.test({
    name: `${type} reads the real ${folder}: images, truth on their grid, every class it names${reason}`,
    ignore,
    async fn() {
      const dataset = await open(type, REAL + folder, options);
      const { train, val, test } = splitsOf(dataset);
      assertEquals(train.length + val.length + test.length, count);
      const seen = new Set<number>();
      // A few of the 200 hippocampi, all of the others
      for (const item of [...dataset.cases("val"), ...dataset.cases("train")].slice(0, 12)) {
        const { images, labels } = await dataset.volumes!.load(item);
        assertEquals([images.length, labels!.size], [item.files!.length, images[0].size]);
        for (const id of labels!.data) seen.add(id);
      }
      assertEquals([...seen].sort(), dataset.classes.map((_, id) => id));
    },
  });
}

Deno.test({
  name: `montgomery keeps the real shares of normal and tuberculosis in every split${reason}`,
  ignore,
  async fn() {
    const dataset = await open("montgomery", `${REAL}cxr_montgomery_512`);
    const share = (split: "train" | "val" | "test") => {
      const cases = dataset.cases(split);
      return cases.filter(({ stratum }) => stratum === "tuberculosis").length / cases.length;
    };
    const all = ["train", "val", "test"] as const;
    const cases = all.flatMap((split) => dataset.cases(split));
    const wanted = cases.filter(({ stratum }) => stratum === "tuberculosis").length / cases.length;
    for (const split of all) {
      const off = Math.abs(share(split) - wanted) * dataset.cases(split).length;
      assertEquals(off < 2, true, `${split}: ${share(split)} of ${wanted}`);
    }
  },
});

Deno.test({
  name: `the real hippocampi are in the folds of nnU-Net where the config asks for them${reason}`,
  ignore,
  async fn() {
    const dataset = await open("decathlon", `${REAL}Task04_Hippocampus`);
    const { folds } = readGolden<{ folds: string[][] }>("nnunet_folds");
    for (const [fold, wanted] of folds.entries()) {
      const folded = await takeFold(dataset, { count: 5, fold, seed: 12345, order: "nnunet" });
      const { train, val } = splitsOf(folded);
      assertEquals([train.length, val], [160, wanted]);
    }
  },
});
