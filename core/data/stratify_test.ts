import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { stream } from "./random.ts";
import { stratify } from "./stratify.ts";

const count = (strata: readonly string[], order: readonly number[], name: string) =>
  order.filter((i) => strata[i] === name).length;

Deno.test("stratify() holds every stratum in its share to within one, in every beginning", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(sizes, fc.nat(), (sizes, seed) => {
      const strata = sizes.flatMap((size, s) => Array.from({ length: size }, () => `s${s}`));
      const order = stratify(strata, stream(seed));
      assertEquals([...order].sort((a, b) => a - b), strata.map((_, i) => i));
      for (let m = 1; m <= order.length; m++) {
        for (const [s, size] of sizes.entries()) {
          const behind = m * size / strata.length - count(strata, order.slice(0, m), `s${s}`);
          assert(Math.abs(behind) < 1, `${behind} of stratum ${s} after ${m}`);
        }
      }
    }),
    { numRuns: 60, seed: 1 },
  );
});

Deno.test("stratify() draws every item as often into the first half", () => {
  const strata = Array.from({ length: 12 }, (_, i) => `s${i % 3}`);
  const often = strata.map(() => 0);
  for (let seed = 0; seed < 2000; seed++) {
    for (const i of stratify(strata, stream(seed)).slice(0, 6)) often[i]++;
  }
  for (const n of often) assert(Math.abs(n - 1000) < 4.5 * Math.sqrt(500), `${n} of 2000`);
});

Deno.test("stratify() of one stratum is a permutation, of nothing nothing", () => {
  assertEquals(stratify(["a", "a", "a"], stream(0)).toSorted(), [0, 1, 2]);
  assertEquals(stratify([], stream(0)), []);
});
