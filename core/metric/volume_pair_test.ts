import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import type { Volume, Voxels } from "../volume/volume.ts";
import { volumePair } from "./volume_pair.ts";

const AFFINE = [0.5, 0, 0, -10, 0, 2, 0, 4, 0, 0, 3, 7];
const volume = (data: Voxels, change: Partial<Volume> = {}): Volume => ({
  size: [1, 2, 3],
  affine: AFFINE,
  spacing: [0.5, 2, 3],
  channels: 1,
  data,
  ...change,
});
const labels = Uint8Array.of(0, 1, 2, 0, 1, 1);

Deno.test("volumePair() puts slices first, and takes class ids of any type", () => {
  const bytes = volumePair(volume(labels), volume(labels), 3);
  assertEquals([bytes.size, bytes.spacing], [[3, 2, 1], [3, 2, 0.5]]);
  assertStrictEquals(bytes.prediction, labels);
  for (
    const data of [
      Float32Array.from(labels),
      Int16Array.from(labels),
      BigInt64Array.from([...labels].map(BigInt)),
    ]
  ) {
    assertEquals(volumePair(volume(data), volume(labels), 3), bytes);
  }
});

Deno.test("volumePair() allows an affine that was rounded to 32 bits", () => {
  const affine = AFFINE.map((value) => Math.fround(value + 1e-7));
  assertEquals(volumePair(volume(labels, { affine }), volume(labels), 3).size, [3, 2, 1]);
});

Deno.test("volumePair() refuses other grids, channels and values that are no class", () => {
  const refuses = (prediction: Volume, message: string) =>
    assertThrows(() => volumePair(prediction, volume(labels), 3), RangeError, message);
  refuses(volume(labels, { size: [2, 1, 3] }), "the prediction has the size [2, 1, 3], the truth [1, 2, 3]");
  refuses(volume(labels, { affine: AFFINE.with(3, -9.9) }), "has the affine [0.5, 0, 0, -9.9,");
  refuses(volume(labels, { affine: AFFINE.with(10, -3) }), "has the affine");
  refuses(volume(new Uint8Array(12), { channels: 2 }), "the prediction has 2 channels, wanted 1");
  const data = (value: number) => volume(Float32Array.of(0, 0, 0, value, 0, 0));
  refuses(data(0.5), "the prediction has 0.5 at voxel [0, 1, 1], wanted a whole number from 0 to 2");
  refuses(data(NaN), "has NaN at");
  refuses(data(-1), "has -1 at");
  refuses(data(3), "predicted label 3 at pixel 3");
});
