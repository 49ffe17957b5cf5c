import { assertEquals, assertThrows } from "@std/assert";
import { contour } from "./contour.ts";

/** Labels from rows of digits. */
function labels(...rows: string[]): Uint8Array {
  return Uint8Array.from(rows.join(""), Number);
}

/** The outline as rows of `#` and `.`. */
function drawn(map: Uint8Array, height: number, width: number): string[] {
  const cells = Array.from({ length: height * width }, () => ".");
  for (const i of contour(map, [height, width])) cells[i] = "#";
  return Array.from({ length: height }, (_, y) => cells.slice(y * width, (y + 1) * width).join(""));
}

Deno.test("contour() is the inner edge of a region", () => {
  const map = labels("000000", "011110", "011110", "011110", "000000");
  assertEquals(drawn(map, 5, 6), ["......", ".####.", ".#..#.", ".####.", "......"]);
});

Deno.test("contour() counts the picture's edge as outside, and a hole as an edge", () => {
  assertEquals(drawn(labels("1111", "1111", "1111"), 3, 4), ["####", "#..#", "####"]);
  assertEquals(drawn(labels("11111", "11111", "11011", "11111", "11111"), 5, 5), [
    "#####",
    "#.#.#",
    "##.##",
    "#.#.#",
    "#####",
  ]);
});

Deno.test("contour() outlines each class where two touch", () => {
  assertEquals(drawn(labels("11112222", "11112222", "11112222"), 3, 8), ["########", "#..##..#", "########"]);
});

Deno.test("contour() of nothing is empty, of one pixel that pixel", () => {
  assertEquals(contour(new Uint8Array(12), [3, 4]).length, 0);
  assertEquals([...contour(new Uint8Array([1]), [1, 1])], [0]);
});

Deno.test("contour() refuses labels of another size", () => {
  assertThrows(() => contour(new Uint8Array(5), [2, 3]), RangeError, "found 5");
});
