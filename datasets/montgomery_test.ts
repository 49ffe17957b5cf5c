import { DataError } from "@dragsaw/core/data";
import { assertEquals, assertRejects } from "@std/assert";
import { grey, open, photo, splitsOf, withFolder, write } from "./testdata/files.ts";

const PARTIAL = { allow: ["partial"] };
const NAMES = Array.from({ length: 10 }, (_, i) => `MCUCXR_000${i}_${i < 6 ? 0 : 1}`);

/** A mask of 6 x 4 whose columns from `from` to before `to` are lung. */
const lung = (from: number, to: number) =>
  grey(Array.from({ length: 24 }, (_, i) => i % 6 >= from && i % 6 < to ? 255 : 0), 6).png().toBuffer();

async function archive(root: string): Promise<void> {
  const image = await grey(Array.from({ length: 24 }, (_, i) => 10 * i), 6).png().toBuffer();
  for (const name of NAMES) {
    await write(`${root}/CXR_png/${name}.png`, image);
    await write(`${root}/ManualMask/leftMask/${name}.png`, await lung(4, 6));
    await write(`${root}/ManualMask/rightMask/${name}.png`, await lung(0, 2));
    await write(`${root}/ClinicalReadings/${name}.txt`, "normal");
  }
}

Deno.test("montgomery joins left and right lungs over a grey image", async () => {
  await withFolder(async (root) => {
    await archive(`${root}/MontgomerySet`);
    for (const from of [root, `${root}/MontgomerySet`]) {
      const dataset = await open("montgomery", from, PARTIAL);
      const { image, labels } = await dataset.load(dataset.cases("train")[0]);
      assertEquals([dataset.channels, image.channels, image.data[5]], [1, 1, 50]);
      assertEquals([...labels!.data.subarray(0, 6)], [1, 1, 0, 0, 1, 1]);
      const { defects, mask } = await dataset.examine!(dataset.cases("train")[0]);
      assertEquals([defects, mask!.labels.data], [[], labels!.data]);
    }
  });
});

Deno.test("montgomery draws splits in which normal and tuberculosis have their shares", async () => {
  await withFolder(async (root) => {
    await archive(root);
    const splits = new Set<string>();
    for (let seed = 0; seed < 5; seed++) {
      const dataset = await open("montgomery", root, { ...PARTIAL, test: 0.5, validation: 0.2 }, seed);
      const sick = (split: "train" | "val" | "test") =>
        dataset.cases(split).filter(({ stratum }) => stratum === "tuberculosis").length;
      const { train, val, test } = splitsOf(dataset);
      assertEquals([train.length, val.length, test.length, sick("test")], [3, 2, 5, 2]);
      assertEquals(sick("train") + sick("val"), 2);
      splits.add(test.join());
    }
    assertEquals(splits.size > 1, true);
  });
});

Deno.test("montgomery names what an archive lacks once, and masks of another size", async () => {
  await withFolder(async (root) => {
    await archive(root);
    await Deno.remove(`${root}/ManualMask/rightMask/${NAMES[2]}.png`);
    const { defects } = await assertRejects(() => open("montgomery", root), DataError) as DataError;
    assertEquals(defects.map(({ kind, file }) => `${kind} ${file.slice(root.length + 1)}`), [
      "incomplete-archive CXR_png",
      `missing-mask CXR_png/${NAMES[2]}.png`,
    ]);
    await write(`${root}/ManualMask/rightMask/${NAMES[2]}.png`, await grey([0, 255], 2).png().toBuffer());
    const dataset = await open("montgomery", root, { ...PARTIAL, test: 0, validation: 0 });
    const item = dataset.cases("train").find(({ id }) => id === NAMES[2])!;
    await assertRejects(() => dataset.load(item), DataError, "6 x 4, found 2 x 1");
  });
});

Deno.test("montgomery refuses a coloured image", async () => {
  await withFolder(async (root) => {
    await archive(root);
    const colours = await photo();
    await write(`${root}/CXR_png/${NAMES[0]}.png`, colours); // JPEG by its content
    const dataset = await open("montgomery", root, { ...PARTIAL, test: 0, validation: 0 });
    await assertRejects(
      () => dataset.load(dataset.cases("train")[0]),
      DataError,
      "Expected a grey image, found colours",
    );
  });
});
