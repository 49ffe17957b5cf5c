import { DataError, type Split } from "@dragsaw/core/data";
import { OptionError } from "@dragsaw/core/registry";
import { assertEquals, assertRejects } from "@std/assert";
import { ids, open, splitsOf, withFolder, write } from "./testdata/files.ts";
import { geometry } from "@dragsaw/core/volume";
import { writeVolume } from "./formats/volume/volume_file.ts";
import { labels, writeVolume as writeNifti } from "./testdata/volumes.ts";

const JSON_V2 = {
  channel_names: { "0": "FLAIR", "1": "T1" },
  labels: { background: 0, edema: 1, core: 2 },
  numTraining: 4,
  file_ending: ".nii.gz",
};

/** Cases in the layout of nnU-Net: two channels each. */
async function raw(root: string, set: "Tr" | "Ts", cases: readonly string[], channels = 2): Promise<void> {
  for (const id of cases) {
    for (let c = 0; c < channels; c++) await writeNifti(`${root}/images${set}/${id}_000${c}.nii.gz`);
    await writeNifti(`${root}/labels${set}/${id}.nii.gz`, { data: labels() });
  }
}

async function dataset2(root: string, change: Record<string, unknown> = {}): Promise<void> {
  await raw(root, "Tr", ids("BRATS_", 4));
  await write(`${root}/dataset.json`, JSON.stringify({ ...JSON_V2, ...change }));
}

const short = (root: string, error: Error) =>
  (error as DataError).defects.map(({ kind, file }) => `${kind} ${file.slice(root.length + 1)}`).sort();

Deno.test("nifti reads nnUNet_raw with a file for each channel, and its own test cases", async () => {
  await withFolder(async (root) => {
    await dataset2(root);
    await raw(root, "Ts", ["held"]);
    const dataset = await open("nifti", root, { validation: 0.25, test: 0.5 });
    const { train, val, test } = splitsOf(dataset);
    assertEquals([train.length, val.length, test], [3, 1, ["held"]]);
    assertEquals([dataset.classes, dataset.channels], [["background", "edema", "core"], 2]);
    const item = dataset.cases("train")[0];
    assertEquals(item.files!.map((file) => file.slice(-11)), ["0000.nii.gz", "0001.nii.gz"]);
    const sample = await dataset.volumes!.load(item);
    assertEquals([sample.images.length, sample.labels!.data], [2, labels()]);
  });
});

Deno.test("nifti trains on a fold of splits_final.json", async () => {
  await withFolder(async (root) => {
    await dataset2(root);
    const [a, b, c, d] = ids("BRATS_", 4);
    const folds = [{ train: [a, b, c], val: [d] }, { train: [b, c, d], val: [a] }];
    await write(`${root}/splits_final.json`, JSON.stringify(folds));
    const val = async (fold: number) => splitsOf(await open("nifti", root, { fold })).val;
    assertEquals([await val(0), await val(1)], [[d], [a]]);
    await assertRejects(() => open("nifti", root, { fold: 2 }), DataError, "Expected fold 2, found 2 folds");
    const refused: [unknown, string][] = [
      [[{ train: [a, b], val: [c] }], `Expected "${d}" in train or val, found it in neither`],
      [[{ train: [a, b, c, "x"], val: [d] }], 'Expected a case "x", found none'],
      [[{ train: [a, b, c, d], val: [d] }], `Expected each id once, found "${d}" again`],
      [{ train: [] }, "Expected a list of { train, val }"],
    ];
    for (const [content, message] of refused) {
      await write(`${root}/splits_final.json`, JSON.stringify(content));
      await assertRejects(() => open("nifti", root), DataError, message);
    }
    await write(`${root}/splits_final.json`, "[");
    await assertRejects(() => open("nifti", root), DataError, "Expected JSON, found none");
  });
});

Deno.test("nifti names missing channels, missing truth, strays and other files", async () => {
  await withFolder(async (root) => {
    await dataset2(root);
    await Deno.remove(`${root}/imagesTr/BRATS_1_0001.nii.gz`);
    await Deno.remove(`${root}/labelsTr/BRATS_2.nii.gz`);
    await writeNifti(`${root}/imagesTr/BRATS_0_0002.nii.gz`);
    await writeNifti(`${root}/imagesTr/scan.nii.gz`);
    await write(`${root}/labelsTr/notes.txt`, "hello");
    const error = await assertRejects(() => open("nifti", root), DataError);
    assertEquals(short(root, error), [
      "extra-file imagesTr/BRATS_0_0002.nii.gz",
      "extra-file imagesTr/scan.nii.gz",
      "extra-file labelsTr/notes.txt",
      "incomplete-archive dataset.json",
      "missing-image labelsTr/BRATS_1.nii.gz",
      "missing-mask imagesTr/BRATS_2_0000.nii.gz",
      "missing-mask imagesTr/BRATS_2_0001.nii.gz",
    ]);
  });
});

Deno.test("nifti reads files where version 2 lists them, with another ending", async () => {
  await withFolder(async (root) => {
    await writeNifti(`${root}/imagesTr/a.nii`);
    await writeNifti(`${root}/labelsTr/b.nii`, { data: labels() });
    const listed = { dataset: { first: { images: ["imagesTr/a.nii"], label: "labelsTr/b.nii" } } };
    const json = { ...JSON_V2, channel_names: { "0": "CT" }, file_ending: ".nii", numTraining: 1, ...listed };
    await write(`${root}/dataset.json`, JSON.stringify(json));
    assertEquals(splitsOf(await open("nifti", root, { validation: 0 })).train, ["first"]);
  });
});

Deno.test("nifti reads other formats of volumes, by the ending that is named", async () => {
  await withFolder(async (root) => {
    for (const folder of ["imagesTr", "labelsTr"]) await Deno.mkdir(`${root}/${folder}`);
    const place = geometry([4, 3, 2], [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]);
    await writeVolume(`${root}/imagesTr/a_0000.nrrd`, { ...place, channels: 1, data: new Float32Array(24) });
    await writeVolume(`${root}/labelsTr/a.nrrd`, { ...place, channels: 1, data: labels() });
    const given = { channels: ["CT"], labels: { background: 0, a: 1, b: 2 }, ending: ".nrrd", validation: 0 };
    const dataset = await open("nifti", root, given);
    assertEquals((await dataset.volumes!.load(dataset.cases("train")[0])).labels!.data, labels());
    const json = { ...JSON_V2, channel_names: { "0": "CT" }, numTraining: 1 };
    await write(`${root}/dataset.json`, JSON.stringify({ ...json, file_ending: ".nrrd" }));
    assertEquals(splitsOf(await open("nifti", root, { validation: 0 })).train, ["a"]);
    await write(`${root}/dataset.json`, JSON.stringify({ ...json, file_ending: ".dcm" }));
    await assertRejects(() => open("nifti", root), DataError, "file_ending: Invalid option");
  });
});

Deno.test("nifti reads version 1, whose list names files without their channel", async () => {
  await withFolder(async (root) => {
    await raw(root, "Tr", ["la_1"], 1);
    const training = [{ image: "./imagesTr/la_1.nii.gz", label: "./labelsTr/la_1.nii.gz" }];
    const labels = { "0": "background", "1": "a", "2": "b" };
    await write(
      `${root}/dataset.json`,
      JSON.stringify({ modality: { "0": "MRI" }, labels, numTraining: 1, training }),
    );
    const dataset = await open("nifti", root, { validation: 0 });
    assertEquals(dataset.cases("train").map(({ image }) => image), [`${root}/imagesTr/la_1_0000.nii.gz`]);
  });
});

Deno.test("nifti does without dataset.json and without channel numbers when told channels and labels", async () => {
  await withFolder(async (root) => {
    await writeNifti(`${root}/imagesTr/la_1.nii.gz`);
    await writeNifti(`${root}/labelsTr/la_1.nii.gz`, { data: labels().map((id) => 5 * id) });
    const given = { channels: ["MRI"], labels: { background: 0, wall: 10, blood: 5 }, validation: 0 };
    const dataset = await open("nifti", root, given);
    assertEquals(dataset.classes, ["background", "blood", "wall"]);
    const { labels: truth } = await dataset.volumes!.load(dataset.cases("train")[0]);
    assertEquals(truth!.data, labels());
    await assertRejects(
      () => open("nifti", root),
      DataError,
      'give the options "channels" and "labels" in its place',
    );
    await assertRejects(
      () => open("nifti", root, { ...given, labels: { wall: 1 } }),
      OptionError,
      "0 for the background",
    );
    await write(`${root}/dataset.json`, JSON.stringify(JSON_V2));
    await assertRejects(
      () => open("nifti", root, given),
      OptionError,
      "is for folders without a dataset.json",
    );
  });
});

Deno.test("nifti tells what listing finds wrong, and opens with the rest, where it is asked to", async () => {
  await withFolder(async (root) => {
    await dataset2(root);
    await writeNifti(`${root}/imagesTr/scan.nii.gz`);
    const told: string[] = [];
    const dataset = await open("nifti", root, {}, 0, ({ kind }) => void told.push(kind!));
    const count = (split: Split) => dataset.cases(split).length;
    assertEquals([told, count("train") + count("val")], [["extra-file"], 4]);
  });
});
