import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { cellClasses, MIXED, PURE } from "./cell_classes.ts";

/** A field of units that lie in the middle of cells of `jump` pixels. */
const field = (jump: number) => ({ size: 3 * jump, jump, start: (jump - 1) / 2 });

Deno.test("cellClasses() is the class of three quarters of a cell, else mixed", () => {
  const truth = {
    width: 6,
    height: 4,
    data: Uint8Array.from([
      ...[0, 0, 1, 1, 2, 2],
      ...[0, 0, 1, 0, 0, 2],
      ...[1, 1, 0, 1, 1, 1],
      ...[1, 1, 1, 0, 1, 1],
    ]),
  };
  const found = cellClasses(truth, { map: [2, 3], size: [4, 6], field: field(2) }, 3);
  assertEquals([...found], [0, 1, 2, 1, MIXED, 1]);
});

Deno.test("cellClasses() reads truths of another size than the network's input", () => {
  const half = (width: number, height: number) => ({
    width,
    height,
    data: Uint8Array.from({ length: width * height }, (_, i) => i % width < width / 2 ? 0 : 1),
  });
  for (const [width, height] of [[8, 8], [64, 24], [4, 2], [256, 192]]) {
    const found = cellClasses(half(width, height), { map: [2, 4], size: [4, 8], field: field(2) }, 2);
    assertEquals([...found], [0, 0, 1, 1, 0, 0, 1, 1], `${width} x ${height}`);
  }
});

Deno.test("cellClasses() counts every pixel of an image once where cells cover it", () => {
  const sides = fc.tuple(
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 4 }),
  );
  fc.assert(
    fc.property(sides, fc.integer({ min: 1, max: 5 }), fc.nat(), ([rows, columns, jump], times, pick) => {
      const size = [rows * jump, columns * jump] as const, height = size[0] * times, width = size[1] * times;
      const data = new Uint8Array(height * width), marked = pick % data.length;
      // A cell that is of class 1 but for less than a quarter: the one of the marked pixel alone may not be pure
      data.fill(1);
      data[marked] = 0;
      const found = cellClasses(
        { width, height, data },
        { map: [rows, columns], size, field: field(jump) },
        2,
      );
      const cell = Math.floor(Math.floor(marked / width) / (jump * times)) * columns +
        Math.floor(marked % width / (jump * times));
      const pixels = (jump * times) ** 2, own = pixels === 1 ? 0 : (pixels - 1) / pixels >= PURE ? 1 : MIXED;
      assert(found.every((label, i) => label === (i === cell ? own : 1)), `${found}, ${marked}`);
    }),
  );
});
