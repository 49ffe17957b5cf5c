import { assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { stream } from "@dragsaw/core/data";
import { signFlip } from "./sign_flip.ts";

/** Heights of crossed less self-fertilised maize, in eighths of an inch (Darwin 1876; Fisher 1935, section 21). */
const DARWIN = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];

Deno.test("signFlip() tries all signs of few values", () => {
  assertEquals(signFlip([1, 2, 3], stream(0), 10), 2 / 8);
  assertEquals(signFlip([1, -2, 3], stream(0), 10), 6 / 8);
  assertEquals(signFlip([0.1, 0.2, -0.3], stream(0), 10), 1, "a sum of rounding is 0");
  assertEquals(signFlip(DARWIN, stream(0), 10), 2 * 863 / 2 ** 15, "as Fisher counted");
});

Deno.test("signFlip() draws the signs of many values, with p as drawn ones have it", () => {
  // Zeros change no sum, so that the p value is known
  const values = [...DARWIN, 0, 0, 0];
  assertAlmostEquals(signFlip(values, stream(1), 20_000), 2 * 863 / 2 ** 15, 0.006);
  assertEquals(signFlip(values, stream(1), 500), signFlip(values, stream(1), 500));
  assertEquals(signFlip(Array.from({ length: 60 }, () => 1), stream(2), 999), 1 / 1000);
});

Deno.test("signFlip() finds differences where there are none as often as it may", () => {
  let found = 0;
  for (let run = 0; run < 500; run++) {
    const random = stream("signs", run);
    const values = Array.from({ length: 40 }, () => random.normal());
    if (signFlip(values, random, 199) <= 0.05) found++;
  }
  // 25 expected, standard deviation 4.9
  assertLess(Math.abs(found - 25), 15);
});
