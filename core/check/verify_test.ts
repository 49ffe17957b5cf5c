import { DataError, type Dataset, type Split } from "../data/dataset.ts";
import { assertAlmostEquals, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { judge } from "./finding.ts";
import { AFFINE, labels, noise, pictures, volume, volumes, wavy } from "./testdata/made_up.ts";
import { verifyDataset, verifyDatasets } from "./verify.ts";

const kinds = async (dataset: Dataset) => (await verifyDataset(dataset)).findings.map(({ kind }) => kind);
const moved = (change: Record<number, number>) => AFFINE.map((value, i) => change[i] ?? value);

Deno.test("verifyDataset() has nothing to say about a good volume, and fingerprints it", async () => {
  const { findings, fingerprint } = await verifyDataset(volumes([volume(noise("a"))], volume(labels())));
  assertEquals(findings, []);
  assertEquals(fingerprint.spacing!.map(({ mean }) => mean), [1, 1, 3]);
  assertEquals(fingerprint.sizes, { "6 x 5 x 4": 1 });
  assertAlmostEquals(fingerprint.splits.train!.classes[1], 17 / 120, 1e-12);
});

Deno.test("verifyDataset() names what is wrong with volumes", async () => {
  const image = volume(noise("a")), truth = volume(labels());
  const broken = noise("a");
  broken[7] = NaN;
  broken[9] = -Infinity;
  assertEquals(await kinds(volumes([volume(broken)], truth)), ["not-finite"]);
  assertEquals(await kinds(volumes([image], volume(labels(), moved({ 10: 2.5 })))), ["spacing-mismatch"]);
  assertEquals(await kinds(volumes([image], volume(labels(), moved({ 0: -1, 3: -15 })))), [
    "orientation-mismatch",
  ]);
  assertEquals(await kinds(volumes([image], volume(labels(), moved({ 7: -28 })))), ["origin-mismatch"]);
  assertEquals(await kinds(volumes([image], volume(labels(), moved({ 7: -30.001, 10: 3.0001 })))), []);
  assertEquals(await kinds(volumes([image, volume(noise("b"), moved({ 7: -28 }))], truth)), [
    "origin-mismatch",
  ]);
  assertEquals(await kinds(volumes([image], volume(labels(3)))), ["unknown-label"]);
  const classes = ["background", "edema", "core", "rim"];
  assertEquals(await kinds(volumes([image], truth, classes)), ["label-gap"]);
  const flat = new Int16Array(120).fill(-1000);
  assertEquals(await kinds(volumes([volume(flat)], truth)), ["constant-image"]);
  const halves = Float32Array.from(labels(), (id) => id / 2);
  assertEquals(await kinds(volumes([image], volume(halves))), ["unknown-label"]);
});

Deno.test("verifyDatasets() looks for leaks between the splits of all datasets", async () => {
  const mask = (n: number) => ({
    width: 64,
    height: 64,
    data: Uint8Array.from({ length: 4096 }, (_, i) => i > 900 && i < 2000 + n ? 1 : 0),
  });
  const sample = (name: string, n: number) => ({ image: wavy(name), labels: mask(n) });
  const set = (all: Record<string, [Split, string, number]>) =>
    pictures(
      Object.fromEntries(Object.entries(all).map(([id, [split, name, n]]) => [id, [split, sample(name, n)]])),
    );
  const first = set({ a: ["train", "one", 1], b: ["val", "two", 2], c: ["test", "one", 3] });
  const second = set({ a: ["test", "two", 4], d: ["train", "one", 5] });
  const { findings } = await verifyDatasets([
    { dataset: first, splits: ["train", "val"] },
    { dataset: second, splits: ["test"] },
  ]);
  assertEquals(findings.map(({ kind, file }) => [kind, file]), [["duplicate-across-splits", "a"]]);
  assertStringIncludes(findings[0].reason, "b (val)");
});

Deno.test("verifyDataset() keeps what reading refuses as findings, and passes on what is no defect", async () => {
  const good = pictures({ a: ["train", { image: wavy("a") }], b: ["train", { image: wavy("b") }] });
  const refusing = (error: Error): Dataset => ({
    ...good,
    load: (item) => item.id === "a" ? Promise.reject(error) : good.load(item),
  });
  const { findings } = await verifyDataset(
    refusing(new DataError([{ file: "a.png", reason: "it is green" }])),
  );
  assertEquals(findings, [{ kind: "other", severity: "error", file: "a.png", reason: "it is green" }]);
  await assertRejects(() => verifyDataset(refusing(new TypeError("ours"))), TypeError, "ours");
});

Deno.test("verifyDataset() tells its progress and stops when it is told to", async () => {
  const set = pictures({ a: ["train", { image: wavy("a") }], b: ["test", { image: wavy("b") }] });
  const seen: string[] = [];
  await verifyDataset(set, { onProgress: (done, count) => seen.push(`${done}/${count}`) });
  assertEquals(seen, ["1/2", "2/2"]);
  await assertRejects(
    () => verifyDataset(set, { signal: AbortSignal.abort(new Error("enough")) }),
    Error,
    "enough",
  );
});

Deno.test("judge() sorts findings, and accepts kinds by name", () => {
  const finding = (kind: string, severity: "error" | "warning") => ({
    kind,
    severity,
    file: "f",
    reason: "r",
  });
  const all = [
    finding("near-duplicate-across-splits", "error"),
    finding("empty-file", "error"),
    finding("sixteen-bit", "warning"),
  ];
  const { errors, warnings, allowed } = judge(all, ["near-duplicate-across-splits"]);
  assertEquals([errors, warnings, allowed].map((list) => list.map(({ kind }) => kind)), [
    ["empty-file"],
    ["sixteen-bit"],
    ["near-duplicate-across-splits"],
  ]);
});
