import { assertAlmostEquals } from "@std/assert";
import { studentCdf } from "./student.ts";

Deno.test("studentCdf() agrees with the tables", () => {
  const table = [[1, 12.70620], [2, 4.30265], [3, 3.18245], [4, 2.77645], [5, 2.57058], [10, 2.22814], [
    30,
    2.04227,
  ]];
  for (const [freedom, t] of table) {
    assertAlmostEquals(studentCdf(t, freedom), 0.975, 1e-6);
    assertAlmostEquals(studentCdf(-t, freedom), 0.025, 1e-6);
  }
  assertAlmostEquals(studentCdf(1, 1), 0.75, 1e-12);
  assertAlmostEquals(studentCdf(1, 2), 0.5 + Math.sqrt(3) / 6, 1e-12);
  for (const freedom of [1, 2, 7, 100]) assertAlmostEquals(studentCdf(0, freedom), 0.5, 1e-12);
});
