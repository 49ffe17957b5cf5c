import { assertEquals } from "@std/assert";
import { geometry } from "../volume/geometry.ts";
import { showSlice } from "./show_slice.ts";

const SIZE = [2, 2, 3] as const;
const place = geometry([...SIZE], [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]);
const rising = Int16Array.from({ length: 12 }, (_, i) => 10 * i);
const at = (...on: number[]) => Uint8Array.from({ length: 12 }, (_, i) => on.includes(i) ? 2 : 0);
const volume = { ...place, channels: 1, data: rising };
const uncertainty = Float32Array.from({ length: 12 }, (_, i) => i / 16);

Deno.test("showSlice() shows the slice with most of the truth, its front row first", () => {
  const { image, prediction, truth, probability, uncertainty: maps } = showSlice(volume, {
    labels: at(4),
    truth: at(0, 8, 11),
    uncertainty,
  });
  assertEquals([image.width, image.height, image.channels], [2, 2, 1]);
  assertEquals([...image.data], [170, 255, 0, 85]);
  assertEquals([...truth], [0, 2, 2, 0]);
  assertEquals([[...prediction], [...probability]], [[0, 0, 0, 0], [0, 0, 0, 0]]);
  assertEquals([...maps.prediction], [10 / 16, 11 / 16, 8 / 16, 9 / 16]);
});

Deno.test("showSlice() takes the prediction's slice without truth, the middle one without either, and flat images", () => {
  const empty = new Uint8Array(12), flat = { ...volume, data: new Int16Array(12).fill(7) };
  assertEquals([...showSlice(volume, { labels: at(3), truth: empty, uncertainty }).prediction], [0, 2, 0, 0]);
  const { image, uncertainty: maps } = showSlice(flat, { labels: empty, truth: empty, uncertainty });
  assertEquals([...image.data], [0, 0, 0, 0]);
  assertEquals(maps.prediction[2], 4 / 16);
});
