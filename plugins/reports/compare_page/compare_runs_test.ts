import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { runData } from "../testdata/run_data.ts";
import { comparePage } from "./compare_page.ts";
import { type ComparedRun, compareRuns } from "./compare_runs.ts";
import { compareText } from "./compare_text.ts";

const given = (folder: string, dice: readonly number[], rate: string, seed = 0): ComparedRun => ({
  run: runData(`runs/${folder}`, dice),
  config: new Map([["optimizer.rate", rate], ["seed", String(seed)]]),
  seed,
});

Deno.test("compareRuns() compares on the images that all have, paired", () => {
  const found = compareRuns([given("a", [0.5, 0.6, 0.7], "1"), given("b", [0.6, 0.7], "2")]);
  assertEquals(found.rows.map(({ label }) => label), ["a", "b"]);
  assertEquals(found.config, [{ path: "optimizer.rate", values: ["1", "2"] }]);
  assertEquals([found.leftOut, found.table!.images], [1, 2]);
  const [, row] = found.table!.sections[0].rows;
  assertAlmostEquals(row.cells.dice.difference!.mean, 0.1, 1e-12);
  assertStringIncludes(found.notes[0], "1 image");
});

Deno.test("compareRuns() takes runs that differ in the seed alone for one row, unless all do", () => {
  const seeds = compareRuns([
    given("a", [0.5], "1", 0),
    given("b", [0.6], "2", 0),
    given("c", [0.7], "1", 1),
    given("d", [0.9], "2", 1),
  ]);
  assertEquals(seeds.rows.map(({ runs }) => runs), [[0, 2], [1, 3]]);
  assertEquals(seeds.table!.sections[0].rows[1].cells.dice.difference!.seeds, [0, 1]);
  const alone = compareRuns([given("a", [0.5], "1", 0), given("b", [0.6], "1", 1)]);
  assertEquals(alone.rows.length, 2);
  assertAlmostEquals(alone.table!.sections[0].rows[1].cells.dice.difference!.mean, 0.1, 1e-12);
  assertStringIncludes(alone.notes[0], "no seed in common");
});

Deno.test("compareRuns() of runs that share no split tells what to do, and is still a page", () => {
  const one = given("a", [0.5], "1"), other = given("b", [0.5], "2");
  const found = compareRuns([one, { ...other, run: { ...other.run, evaluations: [] } }]);
  assertEquals([found.split, found.table], [null, null]);
  assertStringIncludes(comparePage(found), "deno task evaluate");
  assertStringIncludes(compareText(found), "optimizer.rate");
});

/** The same, with further metrics of each image. */
function measuring(one: ComparedRun, more: Readonly<Record<string, number>>): ComparedRun {
  const evaluations = one.run.evaluations.map((evaluation) => ({
    ...evaluation,
    cases: evaluation.cases.map((item) => ({ ...item, values: { ...item.values, ...more } })),
  }));
  return { ...one, run: { ...one.run, evaluations } };
}

Deno.test("compareRuns() compares what all measured, by class too, and names what it leaves out", () => {
  const one = measuring(given("a", [0.5, 0.6], "1"), { "dice:edema": 0.25, hd95: 3 });
  const other = measuring(given("b", [0.6, 0.7], "2"), { "dice:edema": 0.75 });
  const found = compareRuns([one, other]), [, row] = found.table!.sections[0].rows;
  assertAlmostEquals(row.cells["dice:edema"].difference!.mean, 0.5, 1e-12);
  assertEquals(found.table!.metrics.some(({ name }) => name === "hd95"), false);
  assertStringIncludes(found.notes.join(), "Left out: hd95, which not all runs measured");
  assert(!compareText(found).includes("edema") && comparePage(found).includes("dice:edema"));
});

Deno.test("compareRuns() of runs that share no image, or no metric, says so", () => {
  const [one, other] = [given("a", [0.5], "1"), given("b", [0.5], "2")];
  const foreign = { ...other.run.evaluations[0], cases: [{ ...other.run.evaluations[0].cases[0], id: "x" }] };
  const found = compareRuns([one, { ...other, run: { ...other.run, evaluations: [foreign] } }]);
  assertEquals([found.table, found.notes], [null, [
    "No image and metric of split test is in all of these runs",
  ]]);
});

Deno.test("compareRuns() tells runs of one name apart by their folders", () => {
  const found = compareRuns([given("x/run", [0.5], "1"), given("y/run", [0.5], "2")]);
  assertEquals(found.rows.map(({ label }) => label), ["x/run", "y/run"]);
});

Deno.test("comparePage() has the table, the images and the curves, all escaped", () => {
  const html = comparePage(compareRuns([given("a", [0.5, 0.6], "<1>"), given("b", [0.9, 0.2], "2")]));
  for (const id of ["part-1", "config", "images", "curves", "notes"]) {
    assertStringIncludes(html, `<section id="${id}"`);
  }
  assertStringIncludes(html, "&lt;1&gt;");
  assertStringIncludes(html, "Better on 1 of 2 images, worse on 1");
  assert(!/NaN|undefined/.test(html), "every number is one");
});
