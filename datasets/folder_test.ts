import { DataError } from "@dragsaw/core/data";
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import sharp from "sharp";
import { grey, ids, open, splitsOf, withFolder, write, writePairs } from "./testdata/files.ts";

Deno.test("folder takes its splits from split.csv, or draws them", async () => {
  await withFolder(async (root) => {
    await writePairs(`${root}/images`, `${root}/masks`, ids("c", 20));
    const drawn = splitsOf(await open("folder", root));
    assertEquals([drawn.train.length, drawn.val.length, drawn.test.length], [14, 3, 3]);
    const split = (i: number) => i < 2 ? "test" : i < 5 ? "val" : "train";
    await write(
      `${root}/split.csv`,
      `id,split\n${ids("c", 20).map((id, i) => `${id},${split(i)}`).join("\n")}\n`,
    );
    const read = splitsOf(await open("folder", root));
    assertEquals([read.test, read.val.length, read.train.length], [["c0", "c1"], 3, 15]);
  });
});

Deno.test("folder reduces what it loads and tells its classes", async () => {
  await withFolder(async (root) => {
    await writePairs(`${root}/images`, `${root}/masks`, ["a"]);
    const dataset = await open("folder", root, { test: 0, validation: 0, classes: ["skin", "lesion"] });
    const { image, labels } = await dataset.load(dataset.cases("train")[0], [2, 3]);
    assertEquals([image.height, image.width, labels!.height, labels!.width], [2, 3, 2, 3]);
    assertEquals([...labels!.data], [1, 1, 0, 1, 1, 0]);
    assertEquals(dataset.classes, ["skin", "lesion"]);
  });
});

Deno.test("folder takes folders and suffixes of your own, and grey images", async () => {
  await withFolder(async (root) => {
    const image = await grey([10, 20, 30, 40], 2).png().toBuffer(),
      mask = await grey([0, 1, 1, 0], 2).png().toBuffer();
    for (const id of ["a", "b", "c"]) {
      await write(`${root}/scans/${id}.png`, image);
      await write(`${root}/scans/${id}_seg.png`, mask);
    }
    const options = { images: "scans", masks: "scans", suffix: "_seg", channels: 1, test: 0, validation: 0 };
    const dataset = await open("folder", root, options);
    const { image: { channels, data }, labels } = await dataset.load(dataset.cases("train")[0]);
    assertEquals([splitsOf(dataset).train, dataset.channels, channels], [["a", "b", "c"], 1, 1]);
    assertEquals([[...data], [...labels!.data]], [[10, 20, 30, 40], [0, 1, 1, 0]]);
    await write(`${root}/scans/d.png`, image);
    await assertRejects(() => open("folder", root, options), DataError, 'Expected a mask "d_seg"');
    for (const outside of ["../elsewhere", "/elsewhere"]) {
      assertThrows(() => open("folder", root, { ...options, images: outside }), Error, "images");
    }
  });
});

Deno.test("folder drops alpha over its own colour", async () => {
  await withFolder(async (root) => {
    const raw = { width: 2, height: 1, channels: 4 as const };
    const image = await sharp(Uint8Array.of(9, 8, 7, 0, 6, 5, 4, 255), { raw }).png().toBuffer();
    await write(`${root}/images/a.png`, image);
    await write(`${root}/masks/a.png`, await grey([0, 255], 2).png().toBuffer());
    const dataset = await open("folder", root, { test: 0, validation: 0 });
    assertEquals([...(await dataset.load(dataset.cases("train")[0])).image.data], [9, 8, 7, 6, 5, 4]);
  });
});
