import type { Case, VolumeSample, VolumeSource } from "@dragsaw/core/data";
import { geometry, type Triple } from "@dragsaw/core/volume";
import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { cachedFingerprint } from "./cached_fingerprint.ts";
import { fingerprintOf } from "./fingerprint.ts";

const SIZE: Triple = [8, 6, 4];

/** Intensities are `bright` + the column in an inner block, 0 around; the block's left half is class 1. */
function sampleOf(bright: number, foreground = true): VolumeSample {
  const place = geometry(SIZE, [2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 3, 0]), count = 8 * 6 * 4;
  const inner = (i: number) => {
    const x = i % 8, y = Math.floor(i / 8) % 6;
    return x > 0 && x < 7 && y > 0 && y < 5 ? x : 0;
  };
  const image = Int16Array.from({ length: count }, (_, i) => inner(i) && bright + inner(i));
  const labels = Uint8Array.from(
    { length: count },
    (_, i) => inner(i) > 0 && inner(i) < 4 && foreground ? 1 : 0,
  );
  return {
    images: [{ ...place, channels: 1, data: image }],
    labels: { ...place, channels: 1, data: labels },
  };
}

function sourceOf(samples: Readonly<Record<string, VolumeSample>>): { source: VolumeSource; cases: Case[] } {
  return {
    source: { channels: ["MRI"], load: ({ id }) => Promise.resolve(samples[id]) },
    cases: Object.keys(samples).map((id) => ({ id, split: "train", image: id })),
  };
}
const CLASSES = ["background", "organ"];

Deno.test("fingerprintOf() tells sizes, spacings, volumes and intensities of each case", async () => {
  const { source, cases } = sourceOf({ a: sampleOf(100), b: sampleOf(200) });
  const done: number[] = [];
  const found = await fingerprintOf(cases, source, CLASSES, { onCase: (n) => done.push(n) });
  const [{ stored, size, spacing, volumes, intensities: [own] }] = found.cases;
  assertEquals([stored, size, spacing], [[4, 6, 8], [4, 4, 6], [3, 1, 2]]);
  assertEquals(volumes, [48 * 6, 48 * 6]);
  assertEquals([own.mean, own.median, own.least, own.most], [102, 102, 101, 103]);
  const [pooled] = found.intensities;
  assertAlmostEquals(pooled.mean, 152, .5);
  assertAlmostEquals(pooled.deviation, 50, .5);
  assertEquals([pooled.least, pooled.most, done], [101, 203, [1, 2]]);
});

Deno.test("fingerprintOf() draws the same again, other values with another seed, and bears cases without foreground", async () => {
  const { source, cases } = sourceOf({ a: sampleOf(100), b: sampleOf(200, false) });
  const take = (seed: number) => fingerprintOf(cases, source, CLASSES, { seed, samples: 7 });
  const [one, again, other] = await Promise.all([take(1), take(1), take(2)]);
  assertEquals(one, again);
  assert(one.intensities[0].mean !== other.intensities[0].mean);
  assertEquals([one.cases[1].intensities, one.cases[1].volumes[1]], [[], 0]);
});

Deno.test("fingerprintOf() refuses data without foreground and values that are not finite", async () => {
  const empty = sourceOf({ a: sampleOf(100, false) });
  await assertRejects(
    () => fingerprintOf(empty.cases, empty.source, CLASSES),
    RangeError,
    "found none in 1 cases",
  );
  const sample = sampleOf(1), [image] = sample.images;
  const broken = {
    ...sample,
    images: [{ ...image, data: Float32Array.from(image.data as Int16Array, (v) => v || NaN) }],
  };
  broken.images[0].data.fill(NaN);
  const { source, cases } = sourceOf({ bad: broken });
  await assertRejects(() => fingerprintOf(cases, source, CLASSES), RangeError, 'fingerprint of "bad"');
});

Deno.test("cachedFingerprint() reads again only when a file or an option changed", async () => {
  const folder = await Deno.makeTempDir(), image = `${folder}/a.nii`;
  await Deno.writeTextFile(image, "one");
  let loads = 0;
  const source: VolumeSource = {
    channels: ["MRI"],
    load: () => {
      loads++;
      return Promise.resolve(sampleOf(100));
    },
  };
  const cases: Case[] = [{ id: "a", split: "train", image }];
  const take = (seed = 0) => cachedFingerprint(`${folder}/cache`, cases, source, CLASSES, { seed });
  const first = await take(), second = await take();
  assertEquals([first.kept, second.kept, loads], [false, true, 1]);
  assertEquals(second.fingerprint, first.fingerprint);
  await take(1);
  await Deno.writeTextFile(image, "other");
  assertEquals([(await take()).kept, loads], [false, 3]);
  const { file } = await take();
  await Deno.writeTextFile(file, "{");
  assertEquals((await take()).kept, false);
  await Deno.remove(folder, { recursive: true });
});
