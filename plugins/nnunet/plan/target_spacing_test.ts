import { assertAlmostEquals, assertEquals } from "@std/assert";
import { axisOrder, medianSizeAt, targetSpacing } from "./target_spacing.ts";
import { caseOf } from "./testdata/cases.ts";

Deno.test("targetSpacing() is the median of each axis", () => {
  const cases = [caseOf([9, 9, 9], [1, 2, 3]), caseOf([9, 9, 9], [2, 2, 1]), caseOf([9, 9, 9], [9, 1, 2])];
  assertEquals(targetSpacing(cases), [2, 2, 2]);
});

Deno.test("targetSpacing() takes the 10th percentile of a coarse axis with few slices", () => {
  const cases = [5, 6, 7, 8, 9, 10, 10, 10, 10, 10, 10].map((z) => caseOf([10, 200, 200], [z, 1.5, 1.5]));
  assertEquals(targetSpacing(cases), [6, 1.5, 1.5]);
  // With many slices the median stays
  assertEquals(targetSpacing(cases.map((item) => ({ ...item, size: [70, 200, 200] }))), [10, 1.5, 1.5]);
});

Deno.test("targetSpacing() makes nothing finer than the other axes", () => {
  const cases = [.5, .5, .5, 5, 5, 5, 5].map((z) => caseOf([10, 200, 200], [z, 1, .9]));
  assertAlmostEquals(targetSpacing(cases)[0], 1, 2e-5);
  assertEquals(axisOrder(targetSpacing(cases)), [0, 1, 2]);
});

Deno.test("axisOrder() puts the coarsest axis first", () => {
  assertEquals(axisOrder([1, 1, 1]), [0, 1, 2]);
  assertEquals(axisOrder([1, 4, 2]), [1, 0, 2]);
  assertEquals(axisOrder([1, 1, 3]), [2, 0, 1]);
});

Deno.test("medianSizeAt() rounds each case, then takes the median", () => {
  const cases = [caseOf([10, 10, 10], [1, 1, 1]), caseOf([5, 10, 21], [2, 1, .5])];
  assertEquals(medianSizeAt(cases, [1, 2, 1]), [10, 5, 10]);
  assertEquals(medianSizeAt(cases, [1, 1, .9]), [10, 10, 11.5]);
});
