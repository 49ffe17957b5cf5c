import { assertEquals, assertThrows } from "@std/assert";
import type { AblationResult, CellResult } from "./cell.ts";
import { checkResult } from "./check_result.ts";

const DICE = { name: "dice", title: "Dice", percent: true, higherIsBetter: true };
const cell = (seed: number, values: Record<string, number | null>): CellResult => ({
  seed,
  seconds: 1,
  images: Object.entries(values).map(([id, dice]) => ({ id, values: { dice } })),
});
const table = (...cells: (readonly CellResult[])[]): AblationResult => ({
  title: "t",
  metrics: [DICE],
  base: "row 0",
  rows: cells.map((cells, i) => ({ label: `row ${i}`, changes: [], cells })),
});

Deno.test("checkResult() gives the images in one order, whatever theirs", () => {
  const result = table([cell(0, { b: 0.1, a: 0.2 })], [cell(0, { a: NaN, b: null })], []);
  assertEquals(checkResult(result), ["a", "b"]);
  assertEquals(checkResult(table([], [])), []);
});

Deno.test("checkResult() names what is in one row and not in the other, and values that are no numbers", () => {
  const good = cell(0, { a: 0.1, b: 0.2 });
  const cases: [AblationResult, string][] = [
    [
      table([good], [cell(3, { a: 0.1 })]),
      'row "row 1", seed 3 has no image "b", which row "row 0", seed 0 has',
    ],
    [
      table([good], [cell(3, { a: 0, b: 0, c: 0 })]),
      'row "row 0", seed 0 has no image "c", which row "row 1", seed 3 has',
    ],
    [table([good], [good, good]), 'row "row 1" has seed 0 twice'],
    [table([cell(0, { a: -Infinity })]), 'row "row 0", seed 0: image "a" has -Infinity for "dice"'],
    [{ ...table([good]), metrics: [{ ...DICE, name: "hd95" }] }, 'has undefined for "hd95"'],
    [{ ...table([good]), metrics: [] }, "no metrics"],
    [{ ...table([good]), base: "rwo 0" }, 'no row "rwo 0", expected one of row 0'],
    [{ ...table([good]), sections: [{ title: "s", rows: ["row 0", "row 7"] }] }, 'no row "row 7"'],
    [table([{ ...good, images: [...good.images, good.images[0]] }]), 'image "a" twice'],
    [table([cell(0, {})]), "no images"],
  ];
  for (const [result, message] of cases) assertThrows(() => checkResult(result), RangeError, message);
});
