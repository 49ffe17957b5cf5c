import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { intensitiesOf, median, percentile } from "./intensities.ts";

Deno.test("intensitiesOf() gives the statistics of values in any order", () => {
  const { mean, deviation, median, least, most, low, high } = intensitiesOf(Float32Array.of(4, 0, 1, 3, 2));
  assertEquals([mean, median, least, most], [2, 2, 0, 4]);
  assertAlmostEquals(deviation, Math.SQRT2, 1e-12);
  assertAlmostEquals(low, .02, 1e-12);
  assertAlmostEquals(high, 3.98, 1e-12);
});

Deno.test("intensitiesOf() refuses nothing, NaN and infinities", () => {
  assertThrows(() => intensitiesOf(new Float32Array(0)), RangeError, "found none");
  for (const broken of [NaN, Infinity, -Infinity]) {
    assertThrows(() => intensitiesOf(Float32Array.of(1, broken, 2)), RangeError, "found NaN or infinity");
  }
});

Deno.test("percentile() and median() are linear between neighbours", () => {
  assertEquals([0, 25, 50, 75, 100].map((p) => percentile([1, 2, 3, 7], p)), [1, 1.75, 2.5, 4, 7]);
  assertEquals([median([3, 1, 2]), median([4, 1, 3, 2]), median([5])], [2, 2.5, 5]);
});
