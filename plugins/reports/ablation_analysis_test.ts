import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { permutation, stream } from "@dragsaw/core/data";
import { analyseAblation } from "./ablation_analysis.ts";
import type { AblationTable, TableCell } from "./ablation_table.ts";
import type { AblationResult, CellResult, RowResult } from "./statistics/cell.ts";
import { madeCell, madeResult, madeRow } from "./testdata/ablation.ts";

const QUICK = { resamples: 100 };
const DICE = { name: "dice", title: "Dice", paperKey: "DI", percent: true, higherIsBetter: true };
const result = (...rows: RowResult[]): AblationResult => ({
  title: "t",
  metrics: [DICE],
  base: rows[0].label,
  rows,
});
const dice = (table: AblationTable, label: string, section = 0): TableCell =>
  table.sections[section].rows.find((row) => row.label === label)!.cells.dice;
const cell = (seed: number, ...values: (number | null)[]): CellResult => ({
  seed,
  seconds: 10 * seed,
  images: values.map((dice, i) => ({ id: `i${i}`, values: { dice } })),
});

Deno.test("analyseAblation() compares same image with same seed: worked out by hand", () => {
  const table = analyseAblation(
    result(
      { label: "base", changes: [], paper: { DI: 90 }, cells: [cell(0, 0.5, 0.7), cell(1, 0.6, 0.8)] },
      { label: "row", changes: [], paper: { DI: 91.5 }, cells: [cell(1, 0.65, 0.85), cell(0, 0.65, 0.85)] },
    ),
    QUICK,
  );
  const { estimate, difference, paper, paperDifference } = dice(table, "row");
  assertAlmostEquals(estimate!.mean, 0.75, 1e-12);
  assertEquals(estimate!.deviation, 0);
  // Differences are 0.15 on both images with seed 0, 0.05 with seed 1: Student's t of two, 0.1 +- 12.7062 * 0.05
  assertAlmostEquals(difference!.mean, 0.1, 1e-12);
  assertAlmostEquals(difference!.interval[0], 0.1 - 12.7062 * 0.05, 1e-5);
  assertAlmostEquals(difference!.interval[1], 0.1 + 12.7062 * 0.05, 1e-5);
  assertAlmostEquals(difference!.p!, 1 - 2 / Math.PI * Math.atan(2), 1e-9);
  assertEquals([difference!.seeds, difference!.leftOut, difference!.imagesOnly.p], [[0, 1], 0, 0.5]);
  assertEquals([paper, paperDifference], [91.5, 1.5]);
  assertEquals([dice(table, "base").difference, dice(table, "base").paperDifference], [null, null]);
  assertEquals(table.sections[0].rows.map(({ seconds }) => seconds), [5, 5]);
});

Deno.test("analyseAblation() pairs the seeds that both rows have, and counts what failed, is missing or undefined", () => {
  const table = analyseAblation(
    result(
      { label: "base", changes: [], cells: [cell(0, 0.5, 0.7), cell(1, 0.6, 0.8), cell(2, 0.5, 0.5)] },
      { label: "part", changes: [], cells: [cell(0, 0.6, null), cell(3, 0.9, 0.9)] },
      { label: "none", changes: [], cells: [], failed: [{ seed: 1, reason: "lost" }] },
    ),
    QUICK,
  );
  const { estimate, difference, undefined: count } = dice(table, "part");
  assertAlmostEquals(estimate!.mean, (0.6 + 0.9) / 2, 1e-12);
  assertEquals([count, difference!.seeds, difference!.leftOut], [1, [0], 1]);
  assertAlmostEquals(difference!.mean, 0.1, 1e-12);
  assertEquals([difference!.p, difference!.adjusted, difference!.significant], [null, null, "no"]);
  const [, part, none] = table.sections[0].rows;
  assertEquals([table.seeds, part.missing, none.missing], [[0, 1, 2, 3], [1, 2], [0, 2, 3]]);
  assertEquals([dice(table, "none").estimate, dice(table, "none").difference, none.seconds], [
    null,
    null,
    null,
  ]);
});

Deno.test("analyseAblation() adjusts over the rows of a section, each compared with its base", () => {
  const table = analyseAblation(madeResult(), QUICK);
  const [a, b] = [0, 1].map((section) => table.sections[section]);
  const better = dice(table, "+ PDCR").difference!, same = dice(table, "l1, H").difference!;
  assertEquals(better.adjusted, Math.min(1, 2 * better.p!));
  assertEquals(same.adjusted, Math.max(better.adjusted!, same.p!));
  const only = dice(table, "Baseline", 1).difference!;
  assertEquals([a.base, b.base, only.adjusted], ["Baseline", "+ PDCR", only.p]);
  assertAlmostEquals(only.mean, -better.mean, 1e-12);
  assertEquals(b.rows.map(({ isBase }) => isBase), [true, false, false]);
});

Deno.test("analyseAblation() tells a difference of trainings from one of these networks alone", () => {
  const rows = [madeRow("base", 0), madeRow("clear", 0.04)];
  const lucky = [0.01, -0.002, 0.012].map((gain, seed) => {
    const { images, ...rest } = madeCell(seed, 0);
    return {
      ...rest,
      images: images.map(({ id, values }) => ({ id, values: { dice: values.dice! + gain } })),
    };
  });
  const table = analyseAblation(result(...rows, { label: "lucky", changes: [], cells: lucky }), {
    resamples: 1000,
  });
  assertEquals(dice(table, "clear").difference!.significant, "trainings");
  assertEquals(dice(table, "lucky").difference!.significant, "images");
  const one = (row: RowResult) => ({ ...row, cells: row.cells.slice(0, 1) });
  assertEquals(dice(analyseAblation(result(...rows.map(one))), "clear").difference!.significant, "images");
});

Deno.test("analyseAblation() does not depend on the order of images and seeds", () => {
  const made = madeResult(), wanted = analyseAblation(made, QUICK);
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const mixed = <T>(items: readonly T[], ...keys: (string | number)[]): T[] =>
        Array.from(permutation(items.length, stream(seed, ...keys)), (i) => items[i]);
      const rows = made.rows.map((row) => ({
        ...row,
        cells: mixed(row.cells, row.label).map((cell) => ({
          ...cell,
          images: mixed(cell.images, row.label, cell.seed),
        })),
      }));
      assertEquals(analyseAblation({ ...made, rows }, QUICK), wanted);
    }),
    { numRuns: 3, seed: 1 },
  );
});

Deno.test("analyseAblation() of values with a constant added shifts means alone", () => {
  const made = result(madeRow("base", 0), madeRow("row", 0.02));
  const raised = {
    ...made,
    rows: made.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => ({
        ...cell,
        images: cell.images.map(({ id, values }) => ({ id, values: { dice: values.dice! + 0.25 } })),
      })),
    })),
  };
  const [low, high] = [made, raised].map((one) => dice(analyseAblation(one, QUICK), "row"));
  assertAlmostEquals(high.estimate!.mean, low.estimate!.mean + 0.25, 1e-9);
  high.estimate!.interval.forEach((end, i) =>
    assertAlmostEquals(end, low.estimate!.interval[i] + 0.25, 1e-8)
  );
  assertAlmostEquals(high.difference!.mean, low.difference!.mean, 1e-9);
  assertAlmostEquals(high.difference!.p!, low.difference!.p!, 1e-8);
  high.difference!.interval.forEach((end, i) => assertAlmostEquals(end, low.difference!.interval[i], 1e-8));
});

Deno.test("analyseAblation() refuses settings that mean nothing", () => {
  const made = madeResult();
  assertThrows(() => analyseAblation(made, { resamples: 0 }), RangeError, "resample 0 times");
  assertThrows(() => analyseAblation(made, { confidence: 95 }), RangeError, "confidence 95");
  const wider = dice(analyseAblation(made, { ...QUICK, confidence: 0.99 }), "+ PDCR").estimate!.interval;
  const usual = dice(analyseAblation(made, QUICK), "+ PDCR").estimate!.interval;
  assert(wider[0] < usual[0] && wider[1] > usual[1]);
});
