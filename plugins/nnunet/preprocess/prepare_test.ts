import type { VolumeSample } from "@dragsaw/core/data";
import { geometry, type Triple } from "@dragsaw/core/volume";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { preparedKey } from "./case_key.ts";
import { prepareCase, type PrepareSettings } from "./prepare.ts";

const SETTINGS: PrepareSettings = {
  order: [0, 1, 2],
  spacing: [2, 1, 1],
  normalizations: [{ scheme: "none", bodyOnly: false }, { scheme: "z-score", bodyOnly: true }],
  classes: 3,
};

/** A bright block of 6 x 8 x 10 voxels of 1 mm (x, y, z) in a dark volume, x to the left; labels in half of it. */
function sample(spacing = 1): VolumeSample {
  const size: Triple = [10, 12, 14], voxels = size[0] * size[1] * size[2];
  const place = geometry(size, [-spacing, 0, 0, 0, 0, spacing, 0, 0, 0, 0, spacing, 0]);
  const inside = (i: number) => {
    const x = i % 10, y = Math.floor(i / 10) % 12, z = Math.floor(i / 120);
    return x >= 2 && x < 8 && y >= 2 && y < 10 && z >= 2 && z < 12 ? { x, z } : undefined;
  };
  const one = Int16Array.from({ length: voxels }, (_, i) => inside(i) ? 100 + inside(i)!.x : 0);
  const two = Float32Array.from({ length: voxels }, (_, i) => inside(i) ? 1 + inside(i)!.z % 3 : 0);
  const labels = Uint8Array.from({ length: voxels }, (_, i) => (inside(i)?.z ?? 99) < 7 ? 2 : 0);
  const volume = <T>(data: T) => ({ ...place, channels: 1, data });
  return { images: [volume(one), volume(two)], labels: volume(labels) };
}

Deno.test("prepareCase() turns, crops, resamples and finds the classes", () => {
  const { size, channels, image, labels, locations } = prepareCase("a", sample(), SETTINGS);
  assertEquals([size, channels, image.length], [[5, 8, 6], 2, 480]);
  // x runs to the left in the file, to the right here
  assertEquals([...image.subarray(0, 6)], [107, 106, 105, 104, 103, 102]);
  // The plane between labels 2 and 0 is in the middle of a voxel: the higher wins
  const column = Array.from({ length: 5 }, (_, d) => labels![d * 48]);
  assertEquals(column, [2, 2, 2, 0, 0]);
  assertEquals(locations!.map(({ length }) => length), [0, 144]);
});

Deno.test("prepareCase() normalizes the body before resampling", () => {
  const { image } = prepareCase("a", sample(), { ...SETTINGS, spacing: [null, 1, 1] });
  const second = image.subarray(image.length / 2);
  assertAlmostEquals(second.reduce((sum, value) => sum + value, 0) / second.length, 0, 1e-5);
  assertAlmostEquals(second.reduce((sum, value) => sum + value ** 2, 0) / second.length, 1, 1e-5);
});

Deno.test("prepareCase() prepares without truth, and stays within the intensities of the case", () => {
  const { images } = sample(),
    prepared = prepareCase("a", { images }, { ...SETTINGS, spacing: [.6, .7, .8] });
  assertEquals([prepared.labels, prepared.locations], [undefined, undefined]);
  const first = prepared.image.subarray(0, prepared.image.length / 2);
  assertEquals([Math.min(...first), Math.max(...first)], [102, 107]);
});

Deno.test("prepareCase() refuses another number of channels and values that are not finite", () => {
  const { images } = sample();
  assertThrows(
    () => prepareCase("a", { images: images.slice(1) }, SETTINGS),
    RangeError,
    'Cannot prepare "a": expected 2 channels, found 1',
  );
  (images[1].data as Float32Array)[700] = NaN;
  assertThrows(() => prepareCase("a", { images }, SETTINGS), RangeError, 'channel 1 of "a"');
});

Deno.test("preparedKey() changes with content and settings, not with the place of files", async () => {
  const folder = await Deno.makeTempDir();
  const write = async (name: string, text: string) => {
    await Deno.writeTextFile(`${folder}/${name}`, text);
    return `${folder}/${name}`;
  };
  const a = await write("a", "image"), b = await write("b", "image"), c = await write("c", "truth");
  const key = await preparedKey("one", [a, c], SETTINGS);
  assertEquals(await preparedKey("one", [b, c], { ...SETTINGS, seed: 0, locations: 10_000 }), key);
  const others = await Promise.all([
    preparedKey("two", [a, c], SETTINGS),
    preparedKey("one", [c, a], SETTINGS),
    preparedKey("one", [a], SETTINGS),
    preparedKey("one", [a, c], { ...SETTINGS, spacing: [null, 1, 1] }),
    preparedKey("one", [a, c], { ...SETTINGS, seed: 1 }),
    preparedKey("one", [a, c], { ...SETTINGS, classes: 4 }),
  ]);
  assertEquals(new Set([key, ...others]).size, 7);
  await Deno.remove(folder, { recursive: true });
});
