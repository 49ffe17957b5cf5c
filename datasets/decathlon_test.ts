import { type Case, DataError, type Dataset } from "@dragsaw/core/data";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ids, open, splitsOf, withFolder, write } from "./testdata/files.ts";
import { labels, writeVolume } from "./testdata/volumes.ts";

const CASES = ids("la_", 5);

/** A task of five cases with two channels in 4D files; `change` edits its dataset.json. */
async function task(root: string, change: Record<string, unknown> = {}): Promise<void> {
  for (const id of CASES) {
    await writeVolume(`${root}/imagesTr/${id}.nii.gz`, { channels: 2 });
    await writeVolume(`${root}/labelsTr/${id}.nii.gz`, { data: labels() });
    await write(`${root}/imagesTr/._${id}.nii.gz`, "left by a system");
  }
  const training = CASES.map((id) => ({
    image: `./imagesTr/${id}.nii.gz`,
    label: `./labelsTr/${id}.nii.gz`,
  }));
  await write(
    `${root}/dataset.json`,
    JSON.stringify({
      name: "Prostate",
      modality: { "1": "ADC", "0": "T2" },
      labels: { "0": "background", "2": "TZ", "1": "PZ" },
      numTraining: 5,
      training,
      test: ["./imagesTs/la_9.nii.gz"],
      ...change,
    }),
  );
}

Deno.test("decathlon reads channels, classes and cases from dataset.json, and draws splits", async () => {
  await withFolder(async (root) => {
    await task(root);
    const dataset = await open("decathlon", root, { test: 0.2 });
    assertEquals([dataset.classes, dataset.channels, dataset.volumes?.channels], [
      ["background", "PZ", "TZ"],
      2,
      ["T2", "ADC"],
    ]);
    const { train, val, test } = splitsOf(dataset);
    assertEquals([train.length, val.length, test.length], [3, 1, 1]);
    const item = dataset.cases("train")[0];
    const { images, labels: truth } = await dataset.volumes!.load(item);
    assertEquals([images.length, images[0].channels, images[0].size], [1, 2, [4, 3, 2]]);
    assertEquals(truth!.data, labels());
    await assertRejects(() => dataset.load(item), TypeError, "it holds volumes");
  });
});

Deno.test("decathlon names missing, unlisted and miscounted files at once", async () => {
  await withFolder(async (root) => {
    await task(root, { numTraining: 6 });
    await Deno.remove(`${root}/labelsTr/la_1.nii.gz`);
    await writeVolume(`${root}/imagesTr/stray.nii.gz`);
    const { defects } = await assertRejects(() => open("decathlon", root), DataError) as DataError;
    assertEquals(defects.map(({ kind, file }) => `${kind} ${file.slice(root.length + 1)}`), [
      "incomplete-archive dataset.json: training",
      "missing-mask labelsTr/la_1.nii.gz",
      "extra-file imagesTr/stray.nii.gz",
    ]);
    await Deno.remove(`${root}/imagesTr/la_1.nii.gz`);
    const partial = await open("decathlon", root, { allow: ["partial", "extra-files"] });
    assertEquals(Object.values(splitsOf(partial)).flat().length, 4);
  });
});

Deno.test("decathlon refuses paths that lead out of its folder", async () => {
  await withFolder(async (root) => {
    const training = [{ image: "../secret.nii.gz", label: "/etc/passwd" }];
    await task(root, { training, numTraining: 1 });
    await assertRejects(
      () => open("decathlon", root, { allow: ["extra-files"] }),
      DataError,
      '"../secret.nii.gz"',
    );
  });
});

async function loadFirst(root: string): Promise<unknown> {
  const dataset: Dataset = await open("decathlon", root, { validation: 0 });
  const item = dataset.cases("train").find(({ id }) => id === "la_0") as Case;
  return await dataset.volumes!.load(item);
}

Deno.test("decathlon refuses volumes that do not fit dataset.json, each for its reason", async () => {
  await withFolder(async (root) => {
    await task(root);
    const image = `${root}/imagesTr/la_0.nii.gz`, mask = `${root}/labelsTr/la_0.nii.gz`;
    await writeVolume(mask, {
      data: Float32Array.from(labels(), (id, i) => i === 5 ? 7 : i === 6 ? 0.5 : id),
    });
    await assertRejects(
      () => loadFirst(root),
      DataError,
      "Expected labels 0, 1, 2, found 7 (1 voxels), 0.5 (1 voxels)",
    );
    await writeVolume(mask, { size: [4, 3, 1], data: labels(12) });
    await assertRejects(() => loadFirst(root), DataError, "4 x 3 x 2, found 4 x 3 x 1");
    await writeVolume(mask, { channels: 2, data: labels(48) });
    await assertRejects(() => loadFirst(root), DataError, "labels in one channel, found 2");
    await writeVolume(image);
    await assertRejects(() => loadFirst(root), DataError, '2 channels for "la_0", found 1');
  });
});

Deno.test("decathlon takes labels that are stored as floating point or big numbers", async () => {
  await withFolder(async (root) => {
    await task(root, { labels: { "0": "background", "1": "a", "2": "b", "70000": "c" } });
    const values = Int32Array.from(labels(), (id, i) => i === 0 ? 70000 : id);
    await writeVolume(`${root}/labelsTr/la_0.nii.gz`, { data: values });
    const { labels: truth } = await loadFirst(root) as { labels: { data: Uint8Array } };
    assertEquals([...truth.data.subarray(0, 4)], [3, 1, 2, 0]);
  });
});

Deno.test("decathlon says what is wrong with a dataset.json", async () => {
  const cases: [Record<string, unknown>, string][] = [
    [
      { modality: { "0": "T2", "2": "ADC" } },
      "modality: Expected channels numbered from 0 without a gap, found 0, 2",
    ],
    [{ modality: undefined }, "modality: Expected a name for each channel, found none"],
    [{ labels: { "1": "PZ" } }, "labels: Expected the value 0 for the background, found 1 as the least"],
    [
      { labels: { background: 0, tumour: [1, 2] } },
      "labels.tumour: Expected one value, found the region [1, 2]",
    ],
    [{ labels: { background: 0, ignore: 3 } }, "labels.ignore: Expected every voxel to have a class"],
    [{ labels: { background: 0, a: 1, b: 1 } }, "Expected each value once, found 1 twice"],
    [{ labels: { "0": "x", "1": "x" } }, "Expected each name once"],
    [{ labels: { background: "zero" } }, 'labels.background: Expected a number for the label "background"'],
    [{ training: "all" }, "training: Invalid input"],
    [{ training: undefined }, "training: Expected the list of cases, found none"],
    [{ regions_class_order: [1, 2] }, "regions_class_order: Expected plain labels, found regions"],
  ];
  await withFolder(async (root) => {
    for (const [change, message] of cases) {
      await task(root, change);
      const error = await assertRejects(() => open("decathlon", root), DataError) as DataError;
      assertStringIncludes(error.message, message);
      assertEquals(error.defects[0].kind, "dataset-json");
    }
    await write(`${root}/dataset.json`, "{ training: [");
    await assertRejects(() => open("decathlon", root), DataError, "Expected JSON, found none");
    await Deno.remove(`${root}/dataset.json`);
    await assertRejects(
      () => open("decathlon", root),
      DataError,
      "The file does not exist; it names channels and labels (dataset nifti takes them as options, too)",
    );
  });
});
