import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { stream } from "@dragsaw/core/data";
import { bootstrapInterval } from "./bootstrap.ts";

Deno.test("bootstrapInterval() comes to mean plus and minus 1.96 standard errors for many values", () => {
  const random = stream(1, "values");
  const values = Array.from({ length: 400 }, () => random.normal());
  const mean = values.reduce((a, b) => a + b) / 400;
  const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 400);
  const [low, high] = bootstrapInterval(values, stream(2), 4000)!;
  assertAlmostEquals(low, mean - 1.96 * deviation / 20, 0.01);
  assertAlmostEquals(high, mean + 1.96 * deviation / 20, 0.01);
});

Deno.test("bootstrapInterval() is fixed by its stream", () => {
  const values = [0.1, 0.5, 0.9, 0.7];
  assertEquals(bootstrapInterval(values, stream(3), 200), bootstrapInterval(values, stream(3), 200));
  assert(
    String(bootstrapInterval(values, stream(3), 200)) !== String(bootstrapInterval(values, stream(4), 200)),
  );
});

Deno.test("bootstrapInterval() of one value is that value, of none is null", () => {
  assertEquals(bootstrapInterval([0.25], stream(0), 10), [0.25, 0.25]);
  assertEquals(bootstrapInterval([], stream(0), 10), null);
});
