import { geometry } from "@dragsaw/core/volume";
import { assertEquals } from "@std/assert";
import { frameOf } from "./frame.ts";
import { interpolations, placementOf, roundHalfEven, throughPlane } from "./placement.ts";

Deno.test("throughPlane() is the one coarse axis of the stored spacing, else of the target", () => {
  assertEquals(throughPlane([5, 1, 1], [1, 1, 1]), 0);
  assertEquals(throughPlane([1, 1, 1], [1, 1, 4]), 2);
  assertEquals(throughPlane([3, 1, 1], [1, 1, 1]), undefined);
  // Two axes are as coarse: no plane
  assertEquals(throughPlane([.24, 1.25, 1.25], [1, 1, 1]), undefined);
  assertEquals(throughPlane([1, 5, 1], [5, 1, 1]), 1);
});

Deno.test("placementOf() rounds sizes, keeps spacings that are null, and never loses an axis", () => {
  const whole = frameOf(geometry([10, 5, 1], [.8, 0, 0, 0, 0, .8, 0, 0, 0, 0, 4, 0]), [0, 1, 2]);
  assertEquals(placementOf(whole, [10, 1, 1]), { frame: whole, size: [1, 4, 8], through: 0 });
  assertEquals(placementOf(whole, [null, 1.6, .8]).size, [1, 2, 10]);
  assertEquals(interpolations(placementOf(whole, [null, 1, 1]), "cubic"), ["nearest", "cubic", "cubic"]);
});

Deno.test("roundHalfEven() rounds halves to even", () => {
  assertEquals([.5, 1.5, 2.5, 2.4, 2.6, 3].map(roundHalfEven), [0, 2, 2, 2, 3, 3]);
});
