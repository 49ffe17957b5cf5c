import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { ConfigError } from "@dragsaw/core/config";
import { withFolder } from "../../tests/tiny.ts";
import { meaning } from "../shared/run_session.ts";
import { load } from "../shared/session.ts";
import { ablationFile, ABLATIONS, readAblation } from "./ablation.ts";
import { checkModels } from "./check_models.ts";
import { quick } from "./quick.ts";
import { cellsOf, planTable, rowsOf, type TablePlan } from "./table_plan.ts";

const BASE = "configs/quickstart.yaml";
const OPTIONS = { set: [], change: (tree: Parameters<typeof quick>[0]) => tree, runs: "runs" };

async function planOf(name: string, base = BASE, seeds = [0]): Promise<TablePlan> {
  return await planTable({ ...await readAblation(await ablationFile(name)), base, seeds }, OPTIONS);
}

Deno.test("the ablation pdcr has the 16 rows of the paper's tables, and equal cells once", async () => {
  const plan = await planOf("pdcr", BASE, [3, 4]);
  assertEquals(plan.sections.map(({ rows }) => rows.length), [6, 2, 2, 2, 4]);
  const rows = rowsOf(plan), ours = rows.filter(({ paper }) => paper!.JA === 88.94).map(({ label }) => label);
  assertEquals(ours, ["mean H", "loss-first", "position encoding", "ratio affinity", "patch level"]);
  assertEquals(cellsOf(plan).length, 24);
  assertEquals(cellsOf(plan).map(({ seed }) => seed), [...Array(12).fill(3), ...Array(12).fill(4)]);
  const same = rows.filter(({ cells }) => cells[0].path === rows[5].cells[0].path).map(({ label }) => label);
  assertEquals(same, ["mean H", "loss-first", "no position encoding", "ratio affinity", "patch level"]);
});

Deno.test("the ablation uafr has the 12 rows of the paper's tables, and the row that both share once", async () => {
  const plan = await planOf("uafr");
  assertEquals(plan.sections.map(({ rows }) => rows.length), [1, 7, 4]);
  assertEquals(cellsOf(plan).length, 11);
});

Deno.test("a cell is the run folder that deno task train gives the same config", async () => {
  const plan = await planTable({
    ...await readAblation(await ablationFile("modules")),
    base: BASE,
    seeds: [7],
  }, {
    ...OPTIONS,
    set: ["train.epochs=2", "dataset.train=32"],
  });
  const { config } = await load(BASE, ["train.epochs=2", "dataset.train=32", "seed=7"]);
  const { cells: [{ path, hash }] } = rowsOf(plan).find(({ label }) => label === "+both")!;
  assertEquals([path, hash], [`runs/quickstart-${meaning(config).slice(0, 8)}`, meaning(config)]);
});

for (const base of [BASE, "configs/isic2018-small.yaml", "configs/isic2016.yaml"]) {
  Deno.test(`every ablation fits ${base}`, async () => {
    for (const name of ABLATIONS) {
      if (name === "pretraining") continue; // Its rows are about init, which these bases lack.
      const plan = await planOf(name, base);
      assert(plan.sections.length > 0, name);
      await checkModels(plan, false);
    }
  });
}

Deno.test("the ablation pretraining has a row with the base's weights, and one without", async () => {
  const { base } = await readAblation(await ablationFile("pretraining"));
  const [random, pretrained] = rowsOf(await planOf("pretraining", base));
  assertEquals([random, pretrained].map(({ loaded }) => loaded.config.init === undefined), [true, false]);
});

/** What is wrong with an ablation of some rows over the quickstart. */
async function refused(rows: string): Promise<string> {
  return await withFolder(async (folder) => {
    const file = `${folder}/x.yaml`;
    await Deno.writeTextFile(file, `title: x\nbase: b.yaml\nrows:\n${rows}`);
    const plan = async () => {
      const ablation = await readAblation(file);
      await checkModels(await planTable({ ...ablation, base: BASE, seeds: [0] }, OPTIONS), true);
    };
    return (await assertRejects(plan, ConfigError)).message.replaceAll(`${folder}/`, "");
  });
}

Deno.test("planTable() tells every change that does not fit the base, with its place and row", async () => {
  const [head, ...lines] = (await refused(
    "  - { label: a, set: { losses: { encoder: { typo: 1 } }, size: 5 } }\n" +
      "  - { label: b, set: { model: { type: unett } } }\n",
  )).split("\n").map((line) => line.trim().replace(/the keys .*;/, "the keys ...;"));
  assertEquals(head, "Cannot use x.yaml: 3 problems");
  assertEquals(lines.slice(0, 2), [
    'x.yaml:4:45  losses.encoder.typo: found an unknown key, allowed the keys ...; did you mean "type"? [row "a"]',
    'x.yaml:4:64  size: found 5, allowed a list of 2, each a whole number from 1 [row "a"]',
  ]);
  assertMatch(
    lines[2],
    /^x.yaml:5:39 {2}model.type: found "unett", allowed .*; did you mean "unet"\? \[row "b"\]$/,
  );
});

Deno.test("planTable() refuses a column that the base does not measure", async () => {
  assertStringIncludes(
    await refused("  - { label: a }\nmetrics: { dicee: DI }\n"),
    "x.yaml  metrics.dicee: found no such metric in the base, allowed those of its evaluate.metrics: dice, ",
  );
});

Deno.test("checkModels() tells a slot that the base's network lacks, with its place and row", async () => {
  const text = await refused(
    "  - { label: deep, set: { losses: { encoder: { units: { encoder.9: 8 } } } } }\n",
  );
  assertStringIncludes(text, "x.yaml:4:");
  assertStringIncludes(text, "losses.encoder.units.encoder.9: ");
  assertStringIncludes(text, '[row "deep"]');
});

Deno.test("a trial is two steps on made-up images, whatever the base's data is", async () => {
  const ablation = await readAblation(await ablationFile("limited-data"));
  const plan = await planTable({ ...ablation, base: "configs/isic2016-ph2.yaml" }, {
    ...OPTIONS,
    change: quick,
  });
  const { config } = cellsOf(plan)[0];
  assertEquals(config.train.steps, 2);
  assertEquals(config.train.epochs, undefined);
  assertEquals(config.testSet, undefined);
  assertEquals(config.dataset, {
    type: "synthetic",
    train: 16,
    val: 2,
    test: 2,
    size: [96, 96],
    seed: 0,
    fraction: 0.25,
  });
  assertEquals(config.size, [384, 512]);
});
