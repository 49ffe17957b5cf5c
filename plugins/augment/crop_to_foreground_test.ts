import { apply, stream } from "@dragsaw/core/data";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { croppingMap, foregroundBox } from "./mod.ts";
import { build } from "./testdata/build.ts";

const SIZE = [40, 60] as const;

/** Foreground in a rectangle of columns [left, right) and rows [top, bottom). */
function truth(left: number, top: number, right: number, bottom: number): Int32Array {
  return Int32Array.from({ length: 2400 }, (_, i) => {
    const x = i % 60, y = Math.floor(i / 60);
    return x >= left && x < right && y >= top && y < bottom ? 2 : 0;
  });
}

Deno.test("foregroundBox() is the smallest around all of it, and none where there is none", () => {
  assertEquals(foregroundBox(truth(7, 3, 20, 11), SIZE), { left: 7, top: 3, right: 20, bottom: 11 });
  assertEquals(foregroundBox(truth(59, 39, 60, 40), SIZE), { left: 59, top: 39, right: 60, bottom: 40 });
  assertEquals(foregroundBox(new Int32Array(2400), SIZE), undefined);
});

Deno.test("croppingMap() shows the box as large as its shape allows, within the image and the zoom", () => {
  assertEquals(croppingMap({ left: 10, top: 10, right: 40, bottom: 20 }, SIZE, 9), [0.5, 0, -5, 0, 0.5, -5]);
  assertEquals(croppingMap({ left: 0, top: 0, right: 6, bottom: 4 }, SIZE, 2), [0.5, 0, -15, 0, 0.5, -10]);
  assertEquals(croppingMap({ left: -9, top: 0, right: 70, bottom: 4 }, SIZE, 2), [1, 0, 0, 0, 1, 0]);
});

Deno.test("crop-to-foreground keeps the foreground with its margin, and brings nothing from outside", () => {
  const crop = build({ type: "crop-to-foreground", probability: 1, margin: [0.1, 0.4], zoom: 3 });
  const zooms = Array.from({ length: 200 }, (_, i) => {
    const { affine } = crop.draw(stream(i), SIZE, () => truth(5, 20, 20, 38));
    const [x0, y0] = apply(affine!, -30, -20), [x1, y1] = apply(affine!, 30, 20);
    assert(x0 >= -30 - 1e-9 && y0 >= -20 - 1e-9 && x1 <= 30 + 1e-9 && y1 <= 20 + 1e-9);
    assert(x0 <= -25 && x1 >= -10 && y0 <= 0 && y1 >= 18 - 1e-9);
    assertEquals(affine![0], affine![4]);
    return 1 / affine![0];
  });
  assert(Math.min(...zooms) > 1.2 && Math.max(...zooms) <= 40 / (18 * 1.2) + 1e-9);
  assert(Math.max(...zooms) - Math.min(...zooms) > 0.2);
});

Deno.test("crop-to-foreground leaves images without foreground alone, and those that it does not act on unseen", () => {
  const always = build({ type: "crop-to-foreground", probability: 1 });
  assertEquals(always.draw(stream(1), SIZE, () => new Int32Array(2400)), {});
  const quarter = build({ type: "crop-to-foreground", probability: 0.25 });
  let seen = 0;
  for (let i = 0; i < 2000; i++) {
    quarter.draw(stream(i), SIZE, () => {
      seen++;
      return new Int32Array(2400);
    });
  }
  assertAlmostEquals(seen / 2000, 0.25, 0.04);
});
