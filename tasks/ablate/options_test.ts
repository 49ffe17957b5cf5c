import { assertEquals, assertThrows } from "@std/assert";
import { type Arguments, UsageError } from "../shared/command.ts";
import { cellNumber, onlyRows, seedsOf, wholeNumber } from "./options.ts";
import type { PlannedRow, TablePlan } from "./table_plan.ts";

Deno.test("seedsOf() takes a count, or a list with a comma", () => {
  assertEquals(["3", "0,1,2", "7,", "5,3"].map(seedsOf), [[0, 1, 2], [0, 1, 2], [7], [5, 3]]);
  for (const text of ["0", "-1", "1.5", "a", ",", "1,,2", "1,1", "4294967296,", "1,x"]) {
    assertThrows(() => seedsOf(text), UsageError, `--seeds is "${text}", allowed: how many`);
  }
});

const given = (values: Record<string, string>): Arguments => ({
  positional: [],
  has: () => false,
  get: (flag) => values[flag],
  list: () => [],
});

Deno.test("wholeNumber() and cellNumber() refuse what is none, or none of those there are", () => {
  assertEquals(wholeNumber(given({ jobs: "2" }), "jobs", 1), 2);
  assertEquals(wholeNumber(given({}), "jobs", 1), undefined);
  for (const jobs of ["0", "two", "1e1", "-1"]) {
    assertThrows(() => wholeNumber(given({ jobs }), "jobs", 1), UsageError, "allowed: a whole number from 1");
  }
  assertEquals(cellNumber(given({ cell: "3" }), 4), 3);
  assertThrows(() => cellNumber(given({ cell: "4" }), 4), UsageError, "--cell is 4, allowed: 0 to 3");
});

const section = (title: string, compare: string, labels: string[]): TablePlan["sections"][number] => ({
  title,
  compare,
  rows: labels.map((label) => ({ label }) as PlannedRow),
});
const plan = {
  compare: "a",
  sections: [section("first", "b", ["a", "b", "c"]), section("second", "e", ["d", "e"])],
};
const labels = (wanted: string[]) =>
  onlyRows(plan, wanted).sections.map(({ rows }) => rows.map(({ label }) => label));

Deno.test("onlyRows() keeps what the rows are compared with", () => {
  assertEquals(labels([]), [["a", "b", "c"], ["d", "e"]]);
  assertEquals(labels(["c"]), [["a", "b", "c"]]);
  assertEquals(labels(["d"]), [["a"], ["d", "e"]]);
});

Deno.test("onlyRows() refuses a label that is not there", () => {
  assertThrows(() => labels(["f"]), UsageError, '--rows has "f", allowed: a, b, c, d, e');
});
