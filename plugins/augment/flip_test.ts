import { stream } from "@dragsaw/core/data";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { build, noTruth } from "./testdata/build.ts";

Deno.test("flip mirrors either axis with its own chance", () => {
  const flip = build({ type: "flip", horizontal: 0.25, vertical: 1 });
  let across = 0;
  for (let i = 0; i < 4000; i++) {
    const [a, b, c, d, e, f] = flip.draw(stream("flip", i), [8, 8], noTruth).affine!;
    assertEquals([b, c, d, e, f], [0, 0, 0, -1, 0]);
    if (a === -1) across++;
  }
  assertAlmostEquals(across / 4000, 0.25, 0.03);
});

Deno.test("flip with no chance draws nothing", () => {
  const flip = build({ type: "flip", horizontal: 0, vertical: 0 });
  assertEquals(flip.draw(stream(1), [8, 8], noTruth), {});
});
