import { assert, assertEquals, assertThrows } from "@std/assert";
import { key } from "@dragsaw/core/data";
import { tf } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { readGolden } from "../../tests/goldens.ts";
import { allUnits, drawUnits, gridUnits, strideUnits } from "./units.ts";

interface Case {
  readonly h: number;
  readonly w: number;
  readonly n: number;
  readonly p: number;
  readonly rows_full: number[];
  readonly cols_full: number[];
}

Deno.test("strideUnits() agrees with the golden positions", () => {
  const { cases } = readGolden<{ cases: Case[] }>("sampling");
  assert(cases.length > 0);
  for (const { h, w, n, p, rows_full, cols_full } of cases) {
    assertEquals(
      strideUnits([h, w], n, p),
      rows_full.map((row, k) => [row, cols_full[k]]),
      `${h}x${w} ${n} ${p}`,
    );
  }
});

Deno.test("strideUnits() takes every cell of a small map", () => {
  assertEquals(strideUnits([3, 4], 100, 1), [[1, 1], [1, 2]]);
  assertEquals(strideUnits([3, 4], 100, 1), allUnits([3, 4], 1));
});

Deno.test("strideUnits() refuses a border that leaves no cell", () => {
  assertThrows(
    () => strideUnits([18, 40], 4, 9),
    RangeError,
    "Cannot sample a 18x40 map: a border of 9 cells",
  );
});

Deno.test("strideUnits() and gridUnits() work on volumes", () => {
  assertEquals(strideUnits([2, 2, 2], 4, 0), [[0, 0, 0], [0, 1, 0], [1, 0, 0], [1, 1, 0]]);
  assertEquals(gridUnits([3, 2, 4], [2, 2, 3]), [[0, 0, 0], [0, 0, 3], [2, 0, 0], [2, 0, 3]]);
});

onEachBackend("drawUnits() draws without replacement, as its key says", () => {
  tf.tidy(() => {
    const draw = (step: number) => {
      const drawn = drawUnits(1000, 64, tf.tensor1d(key("test", step), "int32"));
      assertEquals([drawn.dtype, drawn.shape], ["int32", [64]]);
      return [...drawn.dataSync()];
    };
    const first = draw(0);
    assertEquals(new Set(first).size, 64);
    assert(first.every((cell) => cell >= 0 && cell < 1000));
    assertEquals(draw(0), first);
    assert(draw(1).join() !== first.join());
    assertEquals(draw(2).length, 64);
    assertEquals([...drawUnits(5, 9, tf.tensor1d([1, 2], "int32")).dataSync()].sort(), [0, 1, 2, 3, 4]);
  });
});
