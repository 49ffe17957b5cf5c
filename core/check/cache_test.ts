import type { Case, Dataset } from "../data/dataset.ts";
import { assertEquals } from "@std/assert";
import { verifyCached } from "./cache.ts";
import { pictures, wavy } from "./testdata/made_up.ts";

/** Two cases with files, of which only length and time count. */
async function withFiles(work: (set: Dataset, folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const made = pictures({ a: ["train", { image: wavy("a") }], b: ["val", { image: wavy("b") }] });
    for (const id of ["a", "b"]) await Deno.writeTextFile(`${folder}/${id}.png`, id);
    const cases = (split: Case["split"]) =>
      made.cases(split).map((item) => ({ ...item, image: `${folder}/${item.id}.png` }));
    await work({ ...made, cases }, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("verifyCached() reads what changed, and nothing when nothing did", async () => {
  await withFiles(async (dataset, folder) => {
    const check = (settings: unknown = 1, fresh = false) =>
      verifyCached([{ dataset }], { folder: `${folder}/.checks`, settings, fresh });
    const first = await check();
    assertEquals([first.read, first.findings], [2, []]);
    const { read, ...again } = await check(), { read: _, ...before } = first;
    assertEquals([read, again], [0, before]);
    await Deno.writeTextFile(`${folder}/b.png`, "longer");
    assertEquals((await check()).read, 1);
    assertEquals((await check(2)).read, 2);
    assertEquals((await check(1, true)).read, 2);
    await Deno.remove(`${folder}/a.png`);
    assertEquals((await check()).read, 1);
  });
});

Deno.test("verifyCached() compares anew when cases moved between splits, without reading them", async () => {
  await withFiles(async (dataset, folder) => {
    const both: Dataset = { ...dataset, load: () => Promise.resolve({ image: wavy("same") }) };
    const check = (dataset: Dataset) =>
      verifyCached([{ dataset }], { folder: `${folder}/.checks`, settings: 1 });
    assertEquals((await check(both)).findings.map(({ kind }) => kind), ["duplicate-across-splits"]);
    const all = [...both.cases("train"), ...both.cases("val")].map((item) => ({
      ...item,
      split: "train" as const,
    }));
    const { read, findings } = await check({ ...both, cases: (split) => split === "train" ? all : [] });
    assertEquals([read, findings.map(({ kind }) => kind)], [0, ["duplicate-image"]]);
  });
});

Deno.test("verifyCached() keeps 16 files and passes over one that is broken", async () => {
  await withFiles(async (dataset, folder) => {
    const cache = `${folder}/.checks`;
    for (let settings = 0; settings < 18; settings++) {
      await verifyCached([{ dataset }], { folder: cache, settings });
    }
    const files = [...Deno.readDirSync(cache)].map(({ name }) => name);
    assertEquals(files.length, 16);
    for (const name of files) await Deno.writeTextFile(`${cache}/${name}`, "{ half");
    assertEquals((await verifyCached([{ dataset }], { folder: cache, settings: 17 })).read, 2);
  });
});
