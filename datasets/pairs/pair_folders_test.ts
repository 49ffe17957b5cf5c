import { assertEquals, assertStringIncludes } from "@std/assert";
import { halfMask, photo, withFolder, write, writePairs } from "../testdata/files.ts";
import { type FolderPair, pairFolders } from "./pair_folders.ts";

const NONE: ReadonlySet<string> = new Set();

function pairing(prepare: (root: string) => Promise<void>, allow = NONE, changes: Partial<FolderPair> = {}) {
  const result: { pairs: string[]; defects: string[] } = { pairs: [], defects: [] };
  return withFolder(async (root) => {
    await writePairs(`${root}/images`, `${root}/masks`, ["a", "b"]);
    await prepare(root);
    const { pairs, defects } = await pairFolders({
      images: `${root}/images`,
      masks: `${root}/masks`,
      ...changes,
    }, allow);
    result.pairs = pairs.map(({ id, mask }) => `${id} ${mask.slice(mask.lastIndexOf("/") + 1)}`);
    result.defects = defects.map(({ file, reason }) =>
      `${file.slice(root.length + 1)}: ${reason.replaceAll(root, ".")}`
    );
  }).then(() => result);
}

Deno.test("pairFolders() pairs a mask of the image's name, with or without a suffix", async () => {
  const { pairs, defects } = await pairing(async (root) => {
    for (
      const [id, mask] of [["c", "c.png"], ["d", "d_mask.png"], ["e", "e_Segmentation.jpg"], [
        "f",
        "f_lesion.bmp",
      ]]
    ) {
      await write(`${root}/images/${id}.JPG`, await photo());
      await write(`${root}/masks/${mask}`, await halfMask());
    }
  });
  assertEquals(pairs, [
    "a a_segmentation.png",
    "b b_segmentation.png",
    "c c.png",
    "d d_mask.png",
    "e e_Segmentation.jpg",
    "f f_lesion.bmp",
  ]);
  assertEquals(defects, []);
});

Deno.test("pairFolders() prefers the image that has the whole name", async () => {
  const { pairs, defects } = await pairing(async (root) => {
    await write(`${root}/images/x_mask.jpg`, await photo());
    await write(`${root}/masks/x_mask.png`, await halfMask());
  });
  assertEquals([pairs.at(-1), defects], ["x_mask x_mask.png", []]);
});

Deno.test("pairFolders() names everything missing, extra and double at once", async () => {
  const { defects } = await pairing(async (root) => {
    await write(`${root}/images/c.jpg`, await photo());
    await write(`${root}/masks/d.png`, await halfMask());
    await write(`${root}/images/a.png`, await photo());
    await write(`${root}/masks/b.png`, await halfMask());
    await write(`${root}/masks/notes.txt`, "hello");
    await write(`${root}/images/.DS_Store`, "left by a system");
  });
  assertEquals(defects.length, 5);
  const text = defects.join("\n");
  assertStringIncludes(text, 'images/c.jpg: Expected a mask "c"');
  assertStringIncludes(text, 'masks/d.png: Expected an image "d"');
  assertStringIncludes(text, 'images/a.png: Expected one file for "a", found ./images/a.jpg too');
  assertStringIncludes(text, 'masks/b_segmentation.png: Expected one file for "b"');
  assertStringIncludes(text, "masks/notes.txt: Expected images only");
});

Deno.test("pairFolders() leaves extra files alone where allowed, but never a missing mask", async () => {
  const { pairs, defects } = await pairing(async (root) => {
    await write(`${root}/images/c.jpg`, await photo());
    await write(`${root}/masks/d.png`, await halfMask());
    await write(`${root}/masks/notes.txt`, "hello");
  }, new Set(["extra-files"]));
  assertEquals([pairs.length, defects.length], [2, 1]);
  assertStringIncludes(defects[0], "images/c.jpg");
});

Deno.test("pairFolders() counts what the archive should hold and passes over what it is known to hold", async () => {
  const beside = (root: string) => write(`${root}/images/a_superpixels.png`, "x");
  const known = /_superpixels\.png$/;
  assertEquals((await pairing(beside, NONE, { known, count: 2 })).defects, []);
  const { defects } = await pairing(beside, NONE, { known, count: 3 });
  assertEquals(defects.length, 1);
  assertStringIncludes(defects[0], "Expected the archive's 3 images, found 2");
  assertEquals((await pairing(beside, new Set(["partial"]), { known, count: 3 })).defects, []);
});

Deno.test("pairFolders() refuses an empty folder", async () => {
  await withFolder(async (root) => {
    await Deno.mkdir(`${root}/images`);
    await Deno.mkdir(`${root}/masks`);
    const { defects } = await pairFolders({ images: `${root}/images`, masks: `${root}/masks` }, NONE);
    assertEquals(defects.map(({ reason }) => reason), ["Expected images, found none"]);
  });
});
