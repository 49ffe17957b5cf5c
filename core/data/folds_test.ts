import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { readGolden } from "../../tests/goldens.ts";
import { type Case, DataError, type Dataset } from "./dataset.ts";
import { geometry } from "../volume/geometry.ts";
import { takeFold } from "./folds.ts";
import type { LabelVolume, VolumeSource } from "./volume_source.ts";

/** Training and validation cases named by number, each with what `more` gives, and one test case. */
function set(count: number, more: (i: number) => Partial<Case> = () => ({})): Dataset {
  const cases = Array.from({ length: count }, (_, i): Case => ({
    id: `c${String(i).padStart(3, "0")}`,
    split: i % 3 === 0 ? "val" : "train",
    image: "",
    ...more(i),
  }));
  const test: Case = { id: "t", split: "test", image: "" };
  const share = (item: Case) => Number(item.id.slice(1)) / 1000;
  return {
    name: "toy",
    classes: ["background", "thing"],
    channels: 3,
    cases: (split) => split === "test" ? [test] : cases.filter((item) => item.split === split),
    load: () => Promise.reject(new Error("Expected masks alone to be read")),
    labels: (item) =>
      Promise.resolve({
        width: 1000,
        height: 1,
        data: Uint8Array.from({ length: 1000 }, (_, i) => i < 1000 * share(item) ? 1 : 0),
      }),
  };
}

const ids = (cases: readonly Case[]) => cases.map(({ id }) => id);
const held = async (dataset: Dataset, fold: number, count = 5, seed = 12345) =>
  (await takeFold(dataset, { count, fold, seed })).cases("val");
const folds = (dataset: Dataset, count = 5) =>
  Promise.all(Array.from({ length: count }, (_, fold) => held(dataset, fold, count)));

Deno.test("takeFold() divides training and validation cases into parts that cover them once", async () => {
  const dataset = set(33, () => ({ stratum: "one" })), parts = await folds(dataset);
  assertEquals(parts.map(({ length }) => length).sort(), [6, 6, 7, 7, 7]);
  const ids = parts.flat().map(({ id }) => id).sort();
  assertEquals([ids.length, new Set(ids).size], [33, 33]);
  const { cases } = await takeFold(dataset, { count: 5, fold: 2, seed: 12345 });
  assertEquals(cases("train").length, 33 - parts[2].length);
  assertEquals([...cases("train"), ...cases("val")].every((item) => cases(item.split).includes(item)), true);
  assertEquals(cases("test").map(({ id }) => id), ["t"]);
});

Deno.test("takeFold() spreads each stratum to within one case, however rare", async () => {
  const parts = await folds(set(50, (i) => ({ stratum: i < 5 ? "rare" : i % 2 ? "odd" : "even" })));
  for (const [stratum, least, most] of [["rare", 1, 1], ["odd", 4, 5], ["even", 4, 5]] as const) {
    const counts = parts.map((part) => part.filter((item) => item.stratum === stratum).length);
    assertEquals(counts.every((count) => count >= least && count <= most), true, `${stratum}: ${counts}`);
  }
});

Deno.test("takeFold() spreads cases by foreground where they name no stratum", async () => {
  const parts = await folds(set(100));
  for (const part of parts) {
    const tenths = new Set(part.map(({ id }) => Math.floor(Number(id.slice(1)) / 10)));
    assertEquals([part.length, tenths.size], [20, 10]);
  }
});

Deno.test("takeFold() keeps a patient's cases together and parts equal in cases", async () => {
  const parts = await folds(
    set(60, (i) => ({ patient: `p${Math.floor(i / (i < 30 ? 6 : 2))}`, stratum: "one" })),
    3,
  );
  const homes = parts.map((part) => new Set(part.map(({ patient }) => patient)));
  assertEquals(
    homes.reduce((sum, { size }) => sum + size, 0),
    new Set(parts.flat().map(({ patient }) => patient)).size,
  );
  assertEquals(
    parts.every(({ length }) => Math.abs(length - 20) <= 6),
    true,
    `${parts.map(({ length }) => length)}`,
  );
});

Deno.test("takeFold() draws from its seed and the ids alone", async () => {
  const one = set(30, () => ({ stratum: "one" }));
  const moved: Dataset = {
    ...one,
    cases: (split) => split === "train" ? [...one.cases("val"), ...one.cases("train")].reverse() : [],
  };
  assertEquals(ids(await held(moved, 1)), ids(await held(one, 1)));
  assertEquals(ids(await held(one, 1, 5, 1)).join() === ids(await held(one, 1)).join(), false);
});

/** Folds that scikit-learn made. */
interface Golden {
  ids: string[];
  folds: string[][];
  others: { count: number; parts: number; seed: number; folds: number[][] }[];
}

Deno.test("takeFold() divides as nnU-Net does where it is told to, whatever the order of the listing", async () => {
  const { ids, folds, others } = readGolden<Golden>("nnunet_folds");
  const named = set(ids.length, (i) => ({ id: ids[(7 * i) % ids.length], patient: "one", stratum: `${i}` }));
  for (const [fold, wanted] of folds.entries()) {
    const { cases, source } = await takeFold(named, { count: 5, fold, seed: 12345, order: "nnunet" });
    assertEquals(cases("val").map(({ id }) => id), wanted);
    assertEquals(cases("train").map(({ id }) => id), ids.filter((id) => !wanted.includes(id)));
    assertStringIncludes(source!, `fold ${fold} of 5, as nnU-Net divides`);
  }
  for (const { count, parts, seed, folds } of others) {
    const made = await Promise.all(
      folds.map((_, fold) => takeFold(set(count), { count: parts, fold, seed, order: "nnunet" })),
    );
    assertEquals(made.map(({ cases }) => cases("val").map(({ id }) => Number(id.slice(1)))), folds);
  }
});

/** The same cases as volumes, read by what `source` gives for labels. */
function asVolumes(
  pictures: Dataset,
  source: (labels: (item: Case) => Promise<LabelVolume>) => Omit<VolumeSource, "channels">,
): Dataset {
  const { labels, ...rest } = pictures, place = geometry([1000, 1, 1], [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]);
  const read = async (item: Case) => ({ ...place, channels: 1, data: (await labels!(item)).data });
  return { ...rest, volumes: { channels: ["MR"], ...source(read) } };
}

Deno.test("takeFold() spreads volumes by foreground, read from their labels alone where that can be", async () => {
  const pictures = set(40), wanted = ids(await held(pictures, 0));
  const refused = () => Promise.reject(new Error("Expected labels alone to be read"));
  const alone = asVolumes(pictures, (labels) => ({ labels, load: refused }));
  assertEquals(ids(await held(alone, 0)), wanted);
  const together = asVolumes(
    pictures,
    (labels) => ({ load: async (item) => ({ images: [], labels: await labels(item) }) }),
  );
  assertEquals(ids(await held(together, 0)), wanted);
  const without = asVolumes(pictures, () => ({ load: () => Promise.resolve({ images: [] }) }));
  await assertRejects(() => held(without, 0), DataError, "Expected a mask");
});

Deno.test("takeFold() refuses folds that there are not, and more folds than cases", async () => {
  await assertRejects(() => held(set(9), 5), RangeError, "expected 0 to 4");
  await assertRejects(() => held(set(3), 0), RangeError, "found 3 patients or cases");
  const asNnunet = { count: 5, fold: 0, seed: 12345, order: "nnunet" } as const;
  await assertRejects(() => takeFold(set(4), asNnunet), RangeError, "found 4");
});
