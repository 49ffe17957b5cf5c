import type { Raster } from "../data/sample.ts";
import { assertEquals, assertLess } from "@std/assert";
import { lookOf } from "./look.ts";
import { nearDuplicates } from "./near_duplicates.ts";
import { wavy } from "./testdata/made_up.ts";

/** The picture whose pixel (x, y) is that of `at(x, y)` in a square of `side`. */
function rearranged(
  { width: side, data }: Raster,
  at: (x: number, y: number, last: number) => [number, number],
): Raster {
  const out = Uint8Array.from(data, (_, i) => {
    const [x, y] = at(i % side, Math.floor(i / side), side - 1);
    return data[y * side + x];
  });
  return { width: side, height: side, channels: 1, data: out };
}

Deno.test("nearDuplicates() finds a picture in all eight positions, at another brightness", () => {
  const turns: [string, (x: number, y: number, last: number) => [number, number]][] = [
    ["as it is", (x, y) => [x, y]],
    ["mirrored left to right", (x, y, last) => [last - x, y]],
    ["mirrored top to bottom", (x, y, last) => [x, last - y]],
    ["turned by 180 degrees", (x, y, last) => [last - x, last - y]],
    ["mirrored along its diagonal", (x, y) => [y, x]],
    ["mirrored along its other diagonal", (x, y, last) => [last - y, last - x]],
  ];
  for (const side of [64, 50]) {
    const original = wavy("original", side, side);
    for (const [turn, at] of turns) {
      const other = rearranged(original, at);
      const dimmed = { ...other, data: other.data.map((value) => 40 + value / 2) };
      const [found, ...more] = nearDuplicates([lookOf(original), lookOf(wavy("other")), lookOf(dimmed)]);
      assertEquals([found?.first, found?.second, found?.turn, more.length], [0, 2, turn, 0]);
      assertLess(found.distance, 20);
    }
    for (
      const at of [
        (x: number, y: number, last: number) => [y, last - x],
        (x: number, y: number, last: number) => [last - y, x],
      ]
    ) {
      const [found] = nearDuplicates([lookOf(original), lookOf(rearranged(original, at as never))]);
      assertEquals(/^turned by (90|270) degrees$/.test(found.turn), true);
    }
  }
});

Deno.test("nearDuplicates() takes 100 unrelated pictures for what they are, and compares only what is asked for", () => {
  const looks = Array.from({ length: 100 }, (_, i) => lookOf(wavy(`picture ${i}`)));
  assertEquals(nearDuplicates(looks), []);
  const twice = [looks[0], looks[0], looks[0], undefined];
  assertEquals(
    nearDuplicates(twice, (a, b) => a === 0 && b === 2).map(({ first, second }) => [first, second]),
    [[0, 2]],
  );
});

Deno.test("lookOf() says nothing of pictures that are small or of one brightness", () => {
  assertEquals(lookOf(wavy("a", 31, 64)), undefined);
  assertEquals(lookOf({ width: 40, height: 40, channels: 1, data: new Uint8Array(1600).fill(9) }), undefined);
});
