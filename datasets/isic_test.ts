import { DataError } from "@dragsaw/core/data";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ids, open, photo, splitsOf, withFolder, write, writePairs } from "./testdata/files.ts";

const PARTIAL = { allow: ["partial"] };

async function official2016(root: string) {
  const part = `${root}/ISBI2016_ISIC_Part1`;
  await writePairs(
    `${part}_Training_Data`,
    `${part}_Training_GroundTruth`,
    ids("ISIC_1", 10),
    "_Segmentation.png",
  );
  await writePairs(`${part}_Test_Data`, `${part}_Test_GroundTruth`, ids("ISIC_2", 3), "_Segmentation.png");
}

Deno.test("isic2016 reads the official archives and holds out a tenth by the seed", async () => {
  await withFolder(async (root) => {
    await official2016(root);
    const dataset = await open("isic2016", root, PARTIAL);
    const { train, val, test } = splitsOf(dataset);
    assertEquals([train.length, val.length, test], [9, 1, ids("ISIC_2", 3)]);
    assertStringIncludes(dataset.source!, "official layout");
    assertEquals(splitsOf(await open("isic2016", root, PARTIAL)).val, val);
    const others = await Promise.all([1, 2, 3, 4, 5].map((seed) => open("isic2016", root, PARTIAL, seed)));
    assertEquals(others.some((other) => splitsOf(other).val[0] !== val[0]), true);
    const { image, labels } = await dataset.load(dataset.cases("test")[0]);
    assertEquals([image.height, image.width, labels!.data.reduce((a, b) => a + b, 0)], [4, 6, 12]);
  });
});

Deno.test("isic2016 tells that an archive is not complete", async () => {
  await withFolder(async (root) => {
    await official2016(root);
    const error = await assertRejects(
      () => open("isic2016", root),
      DataError,
      "Expected the archive's 900 images, found 10",
    );
    assertEquals(error.defects.length, 2);
  });
});

Deno.test("isic2016 reads the layout of the released code and plain folders", async () => {
  await withFolder(async (root) => {
    for (const split of ["train", "test"]) {
      await writePairs(
        `${root}/a/${split}/img`,
        `${root}/a/${split}/mask_jpg`,
        ids(split, 10),
        "_Segmentation.png",
      );
    }
    const reference = await open("isic2016", `${root}/a`);
    assertStringIncludes(reference.source!, "reference layout");
    assertEquals([splitsOf(reference).train.length, splitsOf(reference).test], [9, ids("test", 10)]);
    await writePairs(`${root}/b/images`, `${root}/b/masks`, ids("x", 10));
    const { train, val, test } = splitsOf(await open("isic2016", `${root}/b`));
    assertEquals([train.length, val.length, test.length], [7, 1, 2]);
  });
});

Deno.test("isic2017 reads the official archives with what lies beside the images", async () => {
  await withFolder(async (root) => {
    for (const [part, n] of [["Training", 4], ["Validation", 2], ["Test_v2", 3]] as const) {
      const folder = `${root}/ISIC-2017_${part}`;
      await writePairs(`${folder}_Data`, `${folder}_Part1_GroundTruth`, ids(part, n));
      await write(`${folder}_Data/${part}0_superpixels.png`, await photo());
      await write(`${folder}_Data/ISIC-2017_${part}_Data_metadata.csv`, "image_id,age_approximate,sex\n");
    }
    const { train, val, test } = splitsOf(await open("isic2017", root, PARTIAL));
    assertEquals([train, val, test], [ids("Training", 4), ids("Validation", 2), ids("Test_v2", 3)]);
  });
});

Deno.test("isic2017 lists what it looked for when nothing fits", async () => {
  await withFolder(async (root) => {
    await Deno.mkdir(`${root}/ISIC-2017_Training_Data`);
    const error = await assertRejects(
      () => open("isic2017", root),
      DataError,
      "ISIC-2017_Test_v2_Part1_GroundTruth",
    );
    assertStringIncludes(error.message, "train/mask_jpg");
    assertStringIncludes(error.message, "images, masks");
    assertEquals(error.message.includes("ISIC-2017_Training_Data,"), false);
    await assertRejects(() => open("isic2017", `${root}/nowhere`), DataError, "root");
  });
});

Deno.test("isic2016 refuses an id that is in two splits", async () => {
  await withFolder(async (root) => {
    for (const split of ["train", "test"]) {
      await writePairs(`${root}/${split}/img`, `${root}/${split}/mask_jpg`, ["same"]);
    }
    await assertRejects(() => open("isic2016", root, { validation: 0 }), DataError, 'the id "same" once');
  });
});

Deno.test("isic2018 reads the official archives with their texts", async () => {
  await withFolder(async (root) => {
    for (const [part, n] of [["Training", 4], ["Validation", 2], ["Test", 3]] as const) {
      const images = `${root}/ISIC2018_Task1-2_${part}_Input`,
        masks = `${root}/ISIC2018_Task1_${part}_GroundTruth`;
      await writePairs(images, masks, ids(part, n));
      for (const folder of [images, masks]) await write(`${folder}/LICENSE.txt`, "CC-0");
    }
    const { train, val, test } = splitsOf(await open("isic2018", root, PARTIAL));
    assertEquals([train, val, test], [ids("Training", 4), ids("Validation", 2), ids("Test", 3)]);
    const { message } = await assertRejects(() => open("isic2018", root), DataError);
    for (const count of [2594, 100, 1000]) assertStringIncludes(message, `the archive's ${count} images`);
  });
});
