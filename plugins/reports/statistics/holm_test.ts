import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { holm } from "./holm.ts";

Deno.test("holm() adjusts as p.adjust() of R does", () => {
  const adjusted = holm([0.01, 0.04, 0.03, 0.005]) as number[];
  [0.03, 0.06, 0.06, 0.02].forEach((wanted, i) => assertAlmostEquals(adjusted[i], wanted, 1e-12));
  assertEquals(holm([0.5, 0.9]), [1, 1]);
  assertEquals(holm([0.03, null]), [0.03, null]);
  assertEquals(holm([]), []);
});

Deno.test("holm() is monotone, between p and Bonferroni, and does not depend on the order", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }),
      (ps) => {
        const adjusted = holm(ps) as number[];
        ps.forEach((p, i) => {
          assert(adjusted[i] >= p && adjusted[i] <= Math.min(1, ps.length * p));
          ps.forEach((q, j) => assert(p > q || adjusted[i] <= adjusted[j]));
        });
        assertEquals(holm(ps.toReversed()), adjusted.toReversed());
      },
    ),
    { seed: 1 },
  );
});
