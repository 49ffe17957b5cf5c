import { assertEquals } from "@std/assert";
import { withFolder, write } from "../testdata/files.ts";
import type { Pair } from "./pair_folders.ts";
import { applySplitTable, holdOut, rest } from "./split.ts";

const pairs: Pair[] = Array.from(
  { length: 20 },
  (_, i) => ({ id: `p${i}`, image: `p${i}.jpg`, mask: `p${i}.png` }),
);
const chosen = (list: readonly Pair[], split: string) =>
  list.flatMap((pair) => pair.split === split ? [pair.id] : []);

Deno.test("holdOut() draws a part by the seed alone, at least one, and keeps what is decided", () => {
  const first = holdOut(pairs, "val", 0.25, 1);
  assertEquals(chosen(first, "val").length, 5);
  assertEquals(chosen(holdOut(pairs, "val", 0.25, 1), "val"), chosen(first, "val"));
  assertEquals(chosen(holdOut(pairs, "val", 0.25, 2), "val").join() === chosen(first, "val").join(), false);
  const second = holdOut(first, "test", 0.2, 1);
  assertEquals([chosen(second, "val"), chosen(second, "test").length], [chosen(first, "val"), 3]);
  assertEquals(chosen(holdOut(pairs, "val", 0.001, 1), "val").length, 1);
  assertEquals(chosen(holdOut(pairs, "val", 0, 1), "val").length, 0);
  assertEquals(rest(second, "train").filter(({ split }) => split === "train").length, 12);
});

async function table(text: string): Promise<{ splits: string; defects: string[] }> {
  let result = { splits: "", defects: [] as string[] };
  await withFolder(async (folder) => {
    await write(`${folder}/split.csv`, text);
    const read = await applySplitTable({ pairs: pairs.slice(0, 3), defects: [] }, `${folder}/split.csv`);
    const defects = read.defects.map(({ file, reason }) => `${file.replace(`${folder}/`, "")}: ${reason}`);
    result = { splits: read.pairs.map(({ split }) => split).join(), defects };
  });
  return result;
}

Deno.test("applySplitTable() reads splits in any column order, with quotes and Windows line ends", async () => {
  assertEquals(await table("id,split\np0,train\np1,val\np2,test\n"), {
    splits: "train,val,test",
    defects: [],
  });
  assertEquals(await table('\uFEFFsplit,note,"ID"\r\ntest,x,"p0"\r\nval,,p1\r\ntrain,,p2\r\n'), {
    splits: "test,val,train",
    defects: [],
  });
});

Deno.test("applySplitTable() names every line that does not fit and every case without one", async () => {
  const { defects } = await table("id,split\np0,train\np0,val\np1,validation\nnobody,test\n");
  const places = ["split.csv:3: ", "split.csv:4: ", "split.csv:5: ", "p2.jpg: "];
  places.forEach((place, i) => assertEquals(defects[i].startsWith(place), true));
  assertEquals(defects.length, 4);
});

Deno.test("applySplitTable() reads patients and strata", async () => {
  const text = "id,split,patient,stratum\np0,train,a,naevus\np1,train,a,melanoma\np2,test,b,\n";
  await withFolder(async (folder) => {
    await write(`${folder}/split.csv`, text);
    const { pairs: read } = await applySplitTable(
      { pairs: pairs.slice(0, 3), defects: [] },
      `${folder}/split.csv`,
    );
    assertEquals(read.map(({ patient, stratum }) => [patient, stratum]), [
      ["a", "naevus"],
      ["a", "melanoma"],
      ["b", undefined],
    ]);
  });
});

Deno.test("applySplitTable() refuses a table without the columns", async () => {
  assertEquals((await table("name,part\np0,train\n")).defects.length, 1);
});
