import { type Case, DataError, type Dataset, type Sample } from "@dragsaw/core/data";
import { OptionError } from "@dragsaw/core/registry";
import { StoreError } from "@dragsaw/core/store";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import sharp from "sharp";
import { readImage } from "./formats/image.ts";
import { grey, open, splitsOf, withFolder, write } from "./testdata/files.ts";

const SIDE = 160;
const OPTIONS = { allow: ["partial"], tile: 64, overlap: 16, test: 0.34, validation: 0.34 };

/** Tissue on the left half of a slide, with a lesion at its top. */
async function slide(): Promise<{ image: Uint8Array; mask: Uint8Array }> {
  const pixels = new Uint8Array(SIDE * SIDE * 3), mask = new Uint8Array(SIDE * SIDE);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const x = i % SIDE, y = Math.floor(i / SIDE), tissue = x < SIDE / 2;
    pixels.set(tissue ? [200, 60 + x, 60 + y] : [243, 240, 244], 3 * i);
    if (tissue && y < 40) mask[i] = 255;
  }
  const raw = { width: SIDE, height: SIDE, channels: 3 as const };
  return {
    image: await sharp(pixels, { raw }).jpeg({ quality: 95 }).toBuffer(),
    mask: await grey(mask, SIDE).jpeg({ quality: 95 }).toBuffer(),
  };
}

async function archive(root: string, patients = ["18-01A", "18-02B", "18-03A"]): Promise<void> {
  const { image, mask } = await slide();
  for (const patient of patients) {
    const stem = `${root}/tissue-train-pos-v1/${patient}_2019-05-07 23_56_22-lv1-12-16-68-65`;
    await write(`${stem}.jpg`, image);
    await write(`${stem}_mask.jpg`, mask);
    await write(`${root}/tissue-train-neg/9${patient}_2019-05-08 23_56_22-lv1-12-16-68-65.jpg`, image);
  }
}

/** All samples. One that cannot be loaded is told when none is under way any more: their files may go. */
async function all(dataset: Dataset, cases: readonly Case[]): Promise<Sample[]> {
  const loads = await Promise.allSettled(cases.map((item) => dataset.load(item)));
  return loads.map((load) => {
    if (load.status === "rejected") throw load.reason;
    return load.value;
  });
}

Deno.test("digestpath trains on tiles of tissue and evaluates whole images", async () => {
  await withFolder(async (root) => {
    await archive(root);
    const dataset = await open("digestpath", root, OPTIONS);
    const { train, val, test } = splitsOf(dataset);
    // Three rows of tiles; of three columns, the second is half of tissue and the last has none
    assertEquals([train.length, val.length, test.length, dataset.tile], [6, 1, 1, [64, 64]]);
    assertEquals(train.map((id) => id.split("@")[1]).slice(0, 3), ["0,0", "48,0", "0,48"]);
    const [whole] = await all(dataset, dataset.cases("test"));
    assertEquals([whole.image.width, whole.labels!.height], [SIDE, SIDE]);
    assertStringIncludes(dataset.source!, "1 training images in 6 tiles of 64 x 64");
  });
});

Deno.test("digestpath cuts the same tiles with and without whole images in memory, as the image has them", async () => {
  await withFolder(async (root) => {
    await archive(root);
    const load = async (keepMegabytes: number) => {
      const dataset = await open("digestpath", root, { ...OPTIONS, keepMegabytes });
      return { dataset, samples: await all(dataset, dataset.cases("train")) };
    };
    const [kept, read] = [await load(64), await load(0)];
    assertEquals(kept.samples, read.samples);
    const item = kept.dataset.cases("train").find(({ id }) => id.endsWith("@48,48"))!;
    const image = await readImage(item.image);
    const tile = (await kept.dataset.load(item)).image.data;
    for (const [x, y] of [[0, 0], [63, 0], [17, 63]]) {
      const [from, to] = [3 * ((48 + y) * SIDE + 48 + x), 3 * (y * 64 + x)];
      assertEquals([...tile.subarray(to, to + 3)], [...image.data.subarray(from, from + 3)]);
    }
    const reduced = await kept.dataset.load(item, [32, 32]);
    assertEquals([reduced.image.width, reduced.labels!.height], [32, 32]);
  });
});

Deno.test("digestpath keeps decoded images on disk, and reads the same tiles from there", async () => {
  await withFolder(async (folder) => {
    const root = `${folder}/data`, store = { folder: `${folder}/store` };
    await archive(root);
    const load = async (options: Record<string, unknown>) => {
      const dataset = await open("digestpath", root, { ...OPTIONS, negatives: true, ...options });
      return await all(dataset, dataset.cases("train"));
    };
    const entries = async () => {
      const files = await Array.fromAsync(Deno.readDir(store.folder));
      return files.filter(({ name }) => name.endsWith(".safetensors")).map(({ name }) => name).sort();
    };
    const read = await load({ keepMegabytes: 0 });
    assertEquals(await load({}), read); // cut from images in memory
    assertEquals(await load({ store }), read);
    const made = await entries();
    // The slides are alike: one with a mask, one without
    assertEquals([made.length, await load({ store, keepMegabytes: 0 }), await entries()], [2, read, made]);
    await load({ store, mask: "released" });
    assertEquals((await entries()).length, 4);
    const small = { ...store, gigabytes: 1e-6 };
    await assertRejects(
      () => load({ store: { ...small, folder: `${folder}/small` } }),
      StoreError,
      "allow more",
    );
  });
});

Deno.test("digestpath takes tiles without a lesion, and images without one when asked to", async () => {
  await withFolder(async (root) => {
    await archive(root);
    const options = { ...OPTIONS, negatives: true, test: 0.33, validation: 0.33 };
    const dataset = await open("digestpath", root, options);
    const images = new Set(dataset.cases("train").map(({ image }) => image));
    assertEquals([images.size, dataset.cases("val").length, dataset.cases("test").length], [2, 2, 2]);
    const strata = dataset.cases("test").map(({ stratum }) => stratum).sort();
    assertEquals(strata, ["lesion", "none"]);
    const samples = await all(dataset, dataset.cases("train"));
    const lesions = samples.map(({ labels }) => labels!.data.some((id) => id === 1));
    assertEquals([lesions.includes(true), lesions.includes(false)], [true, true]);
    const negative = dataset.cases("test").find(({ stratum }) => stratum === "none")!;
    assertEquals((await dataset.load(negative)).labels!.data.every((id) => id === 0), true);
  });
});

Deno.test("digestpath keeps a patient's images in one split", async () => {
  await withFolder(async (root) => {
    await archive(root, ["18-01A", "18-01B", "18-02A", "2018_77_1-3", "2018_77_2-3", "D201800100"]);
    for (let seed = 0; seed < 4; seed++) {
      const dataset = await open("digestpath", root, OPTIONS, seed);
      const homes = new Map<string, Set<string>>();
      for (const split of ["train", "val", "test"] as const) {
        for (const { patient, image } of dataset.cases(split)) {
          assertEquals(image.includes(patient!), true);
          homes.set(patient!, (homes.get(patient!) ?? new Set()).add(split));
        }
      }
      assertEquals([...homes.keys()].sort(), ["18-01", "18-02", "2018_77", "D201800100"]);
      assertEquals([...homes.values()].every(({ size }) => size === 1), true);
    }
  });
});

Deno.test("digestpath names an image without tissue, one that cannot be read, and options that cannot be", async () => {
  await withFolder(async (root) => {
    await archive(root);
    const folder = `${root}/tissue-train-pos-v1`;
    await write(
      `${folder}/19-1.jpg`,
      await sharp({ create: { width: 80, height: 80, channels: 3, background: "white" } })
        .jpeg().toBuffer(),
    );
    await write(`${folder}/19-1_mask.jpg`, (await slide()).mask);
    await write(`${folder}/19-2.jpg`, "text");
    await write(`${folder}/19-2_mask.jpg`, (await slide()).mask);
    const whole = { ...OPTIONS, test: 0, validation: 0 };
    const error = await assertRejects(() => open("digestpath", root, whole), DataError) as DataError;
    assertEquals(error.defects.map(({ file }) => file.slice(folder.length + 1)), ["19-1.jpg", "19-2.jpg"]);
    assertStringIncludes(error.message, "Expected a tile of which 0.2 is tissue, found none");
    await assertRejects(
      () => open("digestpath", root, { ...OPTIONS, overlap: 64 }),
      OptionError,
      "less than the tile's 64",
    );
  });
});

Deno.test("digestpath leaves out the listing of tiles where cases are given, and reads them all the same", async () => {
  await withFolder(async (root) => {
    await archive(root);
    const dataset = await open("digestpath", root, OPTIONS);
    const worker = await open("digestpath", root, OPTIONS, 0, undefined, true);
    assertEquals(worker.cases("train"), []);
    const item = dataset.cases("train")[0];
    assertEquals(await worker.load(structuredClone(item)), await dataset.load(item));
  });
});
