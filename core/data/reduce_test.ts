import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { stream } from "./random.ts";
import { reduceImage, reduceLabels, reductionFactor } from "./reduce.ts";

Deno.test("reductionFactor() is the largest whole one that stays at least the size", () => {
  assertEquals(reductionFactor(767, 1022, [128, 128]), 5);
  assertEquals(reductionFactor(767, 1022, [384, 512]), 1);
  assertEquals(reductionFactor(1936, 2592, [384, 512]), 5);
  assertEquals(reductionFactor(100, 100, [512, 512]), 1);
});

Deno.test("reduceImage() averages blocks and keeps the mean", () => {
  const data = Uint8Array.of(0, 10, 100, 110, 20, 30, 120, 130);
  assertEquals([...reduceImage({ width: 4, height: 2, channels: 1, data }, [1, 2]).data], [15, 115]);
  const flat = reduceImage({ width: 7, height: 5, channels: 3, data: new Uint8Array(105).fill(77) }, [2, 3]);
  assertEquals([flat.height, flat.width, flat.data.every((value) => value === 77)], [2, 3, true]);
});

Deno.test("reduceImage() covers the whole image where the factor does not divide it", () => {
  const data = Uint8Array.from({ length: 101 }, (_, i) => i);
  const reduced = reduceImage({ width: 101, height: 1, channels: 1, data }, [1, 10]);
  assertEquals(reduced.width, 101);
  const rows = reduceImage({
    width: 101,
    height: 101,
    channels: 1,
    data: new Uint8Array(101 * 101).map((_, i) => i % 101),
  }, [10, 10]);
  assertEquals(rows.width, 10);
  assertAlmostEquals(rows.data.subarray(0, 10).reduce((sum, value) => sum + value, 0) / 10, 50, 0.5);
});

Deno.test("reduceImage() and reduceLabels() never go below the size and leave small ones as they are", () => {
  const side = fc.integer({ min: 1, max: 40 });
  fc.assert(fc.property(side, side, side, side, (height, width, h, w) => {
    const image = { width, height, channels: 1, data: new Uint8Array(height * width) };
    const labels = { width, height, data: new Uint8Array(height * width) };
    const small = reduceImage(image, [h, w]);
    assertEquals(small.height >= Math.min(h, height) && small.width >= Math.min(w, width), true);
    const reduced = reduceLabels(labels, [h, w]);
    assertEquals([reduced.height, reduced.width], [small.height, small.width]);
    if (reductionFactor(height, width, [h, w]) === 1) assertEquals(small === image, true);
  }));
});

Deno.test("reduceLabels() keeps ids: the most frequent, the higher of equals", () => {
  const data = Uint8Array.of(0, 0, 5, 5, 2, 0, 0, 0);
  assertEquals([...reduceLabels({ width: 4, height: 2, data }, [1, 2]).data], [0, 5]);
});

Deno.test("reduceLabels() gives the same of labels that begin within a word", () => {
  const side = fc.integer({ min: 2, max: 40 }), edge = fc.integer({ min: 0, max: 40 });
  fc.assert(fc.property(side, side, edge, edge, (height, width, x, y) => {
    const inside = (i: number) => i % width < x && Math.floor(i / width) < y ? 1 : i % 37 === 5 ? 2 : 0;
    const data = Uint8Array.from({ length: height * width }, (_, i) => inside(i));
    const shifted = Uint8Array.of(0, ...data).subarray(1), atLeast = [height / 2, width / 2] as const;
    assertEquals(
      reduceLabels({ width, height, data }, atLeast),
      reduceLabels({ width, height, data: shifted }, atLeast),
    );
  }));
});

Deno.test("reduceImage() is the mean of each block, halves rounded up, reduceLabels() its most frequent id", () => {
  const side = fc.integer({ min: 2, max: 24 });
  fc.assert(fc.property(side, side, fc.constantFrom(1, 2, 3), fc.nat(), (height, width, channels, seed) => {
    const random = stream(seed),
      bytes = (n: number, top: number) => Uint8Array.from({ length: n }, () => random.integer(top));
    const image = { width, height, channels, data: bytes(height * width * channels, 256) };
    const labels = { width, height, data: bytes(height * width, 3) };
    const found = reduceImage(image, [2, 2]), ids = reduceLabels(labels, [2, 2]);
    for (let i = 0; i < found.width * found.height; i++) {
      const [row, column] = [Math.floor(i / found.width), i % found.width];
      const edge = (n: number, whole: number, parts: number) => Math.floor(n * whole / parts);
      const cells: number[] = [];
      for (let y = edge(row, height, found.height); y < edge(row + 1, height, found.height); y++) {
        for (let x = edge(column, width, found.width); x < edge(column + 1, width, found.width); x++) {
          cells.push(y * width + x);
        }
      }
      for (let c = 0; c < channels; c++) {
        const mean = cells.reduce((sum, cell) => sum + image.data[cell * channels + c], 0) / cells.length;
        assertEquals(found.data[i * channels + c], Math.round(mean));
      }
      const count = (id: number) => cells.filter((cell) => labels.data[cell] === id).length;
      assertEquals(ids.data[i], [2, 1, 0].toSorted((a, b) => count(b) - count(a))[0]);
    }
  }));
});
