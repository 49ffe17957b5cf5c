import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { summarize } from "./summarize.ts";

Deno.test("summarize() averages where defined and counts it", () => {
  const rows = [{ a: 1, b: null }, { a: 0, b: null }, { a: null, b: null }, { a: 0.5, b: null }];
  const { count, means, deviations, defined } = summarize(["a", "b"], rows);
  assertEquals([count, defined.a, defined.b], [4, 3, 0]);
  assertEquals([means.a, means.b, deviations.b], [0.5, null, null]);
  assertAlmostEquals(deviations.a!, 0.5, 1e-15);
});

Deno.test("summarize() gives no deviation for one image", () => {
  assertEquals(summarize(["a"], [{ a: 0.25 }]), {
    count: 1,
    means: { a: 0.25 },
    deviations: { a: null },
    defined: { a: 1 },
  });
});

Deno.test("summarize() refuses rows without the metric and numbers that are not finite", () => {
  assertThrows(
    () => summarize(["a"], [{ a: 1 }, { b: 1 }]),
    RangeError,
    'Cannot summarise "a": image 1 has undefined',
  );
  assertThrows(() => summarize(["a"], [{ a: NaN }]), RangeError);
});
