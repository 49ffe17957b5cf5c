import { TRUTH_COLOR } from "@dragsaw/reports";
import { assertEquals } from "@std/assert";
import { grid, panel } from "./panels.ts";

const size = [2, 3] as const, truth = [...TRUTH_COLOR];

Deno.test("panel() enlarges pixels to squares and outlines the truth, of grey images too", () => {
  const image = Float32Array.of(10, 20, 30, 40, 50.4, 60), labels = Int32Array.of(0, 0, 0, 0, 1, 0);
  const { height, width, channels, data } = panel({ image, labels }, size, 1);
  assertEquals([height, width, channels], [192, 288, 3]);
  const at = (x: number, y: number) => [...data.subarray((y * 288 + x) * 3, (y * 288 + x) * 3 + 3)];
  assertEquals([at(0, 0), at(95, 95), at(96, 0)], [[10, 10, 10], [10, 10, 10], [20, 20, 20]]);
  assertEquals([at(144, 144), at(96, 96), at(191, 191)], [[50, 50, 50], truth, truth]);
});

Deno.test("grid() sets panels in rows, apart from each other", () => {
  const one = (value: number) => ({ height: 2, width: 3, channels: 3, data: new Uint8Array(18).fill(value) });
  const { height, width, data } = grid([1, 2, 3, 4, 5].map(one));
  assertEquals([height, width], [8, 24]);
  const at = (x: number, y: number) => data[(y * 24 + x) * 3];
  assertEquals([at(2, 1), at(3, 1), at(7, 0), at(23, 1)], [1, 24, 2, 4]);
  assertEquals([at(0, 2), at(0, 6), at(2, 7), at(7, 7)], [24, 5, 5, 24]);
  assertEquals(grid([one(9)]).width, 3);
});
