import { createRegistry, loadConfig, openDatasets, OptionError } from "@dragsaw/core";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { plugins } from "@dragsaw/dragsaw";
import { meaning } from "../tasks/shared/run_session.ts";
import { splitText } from "../tasks/train/split_file.ts";
import { withFolder, writeTiny } from "./tiny.ts";

const registry = createRegistry(plugins);
const config = (set: string[] = []) =>
  withFolder(async (folder) => (await loadConfig(await writeTiny(folder), { registry, set })).config);

Deno.test("folds divide training and validation cases, a fraction takes its part of what is left, split.json tells", async () => {
  const data = await openDatasets(
    await config(["dataset.folds={ count: 3, fold: 1 }", "dataset.fraction=0.5"]),
    registry,
  );
  const { source, train, val, test } = JSON.parse(splitText(data));
  assertEquals([train.length, val.length, test.length], [5, 5, 3]);
  assertEquals(train.filter((id: string) => val.includes(id) || test.includes(id)), []);
  assertStringIncludes(source, "fold 1 of 3");
  const others = await openDatasets(
    await config(["dataset.folds={ count: 3, fold: 2 }", "seed=7"]),
    registry,
  );
  assertEquals(others.dataset.cases("val").filter(({ id }) => val.includes(id)), []);
});

Deno.test("folds name a run, and are refused where they cannot be", async () => {
  const [without, first, second, allowed] = await Promise.all(
    [[], ["dataset.folds={ fold: 0 }"], ["dataset.folds={ fold: 1 }"], [
      "allow=[near-duplicate-across-splits]",
    ]].map(config),
  );
  assertEquals(first.dataset.folds, { count: 5, fold: 0, seed: 12345 });
  const asNnunet = await config(["dataset.folds={ fold: 0, order: nnunet }"]);
  assertEquals(asNnunet.dataset.folds, { count: 5, fold: 0, seed: 12345, order: "nnunet" });
  assertEquals(meaning(asNnunet) === meaning(first), false);
  await assertRejects(
    () => config(["dataset.folds={ fold: 0, order: sklearn }"]),
    Error,
    "dataset.folds.order",
  );
  assertEquals(new Set([without, first, second].map(meaning)).size, 3);
  assertEquals(meaning(allowed), meaning(without));
  await assertRejects(() => config(["dataset.folds={ fold: 5 }"]), Error, "dataset.folds.fold");
  await assertRejects(() => config(["allow=[empty-file]"]), Error, "allow.0");
  const many = await config(["dataset.folds={ count: 16, fold: 0 }"]);
  assertEquals((await assertRejects(() => openDatasets(many, registry), OptionError)).path, [
    "dataset",
    "folds",
  ]);
  const ofTest = await config(["testSet={ type: synthetic, folds: { fold: 0 } }"]);
  assertEquals((await assertRejects(() => openDatasets(ofTest, registry), OptionError)).path, [
    "testSet",
    "folds",
  ]);
});
