import { DataError } from "@dragsaw/core/data";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { halfMask, ids, open, photo, splitsOf, withFolder, write, writePairs } from "./testdata/files.ts";

async function archive(folder: string, cases: readonly string[]) {
  for (const id of cases) {
    await write(`${folder}/${id}/${id}_Dermoscopic_Image/${id}.bmp`, await photo());
    await write(`${folder}/${id}/${id}_lesion/${id}_lesion.bmp`, await halfMask());
    await write(`${folder}/${id}/${id}_roi/${id}_R1_Label2.bmp`, await halfMask());
  }
}

Deno.test("ph2 reads the archive, from its top or from inside, all for the test", async () => {
  await withFolder(async (root) => {
    await archive(`${root}/PH2Dataset/PH2 Dataset images`, ["IMD002", "IMD003"]);
    for (const from of [root, `${root}/PH2Dataset`]) {
      const dataset = await open("ph2", from, { allow: ["partial"] });
      assertEquals(splitsOf(dataset), { train: [], val: [], test: ["IMD002", "IMD003"] });
      assertStringIncludes(dataset.source!, "official layout");
      assertEquals((await dataset.load(dataset.cases("test")[0])).image.width, 6);
    }
  });
});

Deno.test("ph2 names what an archive lacks", async () => {
  await withFolder(async (root) => {
    const folder = `${root}/PH2 Dataset images`;
    await archive(folder, ["IMD002", "IMD003"]);
    await Deno.remove(`${folder}/IMD003/IMD003_lesion`, { recursive: true });
    await write(`${folder}/readme.txt`, "hello");
    const error = await assertRejects(() => open("ph2", root), DataError, "IMD003_lesion");
    assertEquals(error.defects.length, 3);
    assertStringIncludes(error.message, "200 cases, found 2");
    assertStringIncludes(error.message, "readme.txt");
  });
});

Deno.test("ph2 reads the released code's layout and splits when asked", async () => {
  await withFolder(async (root) => {
    await writePairs(`${root}/test/img`, `${root}/test/mask_jpg`, ids("IMD", 10), "_lesion.png");
    const { train, val, test } = splitsOf(await open("ph2", root, { train: 0.5, validation: 0.2 }));
    assertEquals([train.length, val.length, test.length], [5, 1, 4]);
  });
});
