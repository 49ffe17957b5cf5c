import { assertEquals } from "@std/assert";
import { describePlan } from "./describe_plan.ts";
import { makePlan } from "./make_plan.ts";
import { caseOf, fingerprintOfCases } from "./testdata/cases.ts";

Deno.test("describePlan() is a table with a column for each configuration", () => {
  const cases = Array.from({ length: 20 }, () => caseOf([26, 166, 164], [5, .7949, .7949]));
  const lines = describePlan(makePlan(fingerprintOfCases(cases, ["CT"])));
  assertEquals(lines.slice(0, 10), [
    "20 cases, 1 class: organ",
    "channels: CT (ct, 0 to 80)",
    "depth, height, width: up, front, right",
    "memory: 8.0 GB, float32",
    "",
    "             2d                       3d-fullres",
    "spacing, mm  as is x 0.795 x 0.795    5 x 0.795 x 0.795",
    "median size  26 x 166 x 164           26 x 166 x 164",
    "patch        1 x 192 x 192            28 x 192 x 160",
    "batch        19                       2",
  ]);
  assertEquals(lines.length, 16);
});
