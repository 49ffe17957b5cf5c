import { assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import { stream } from "../../data/random.ts";
import { tf } from "../../tensor/tf.ts";
import type { Tensor5D } from "../../tensor/tf.ts";
import type { Triple } from "../../volume/volume.ts";
import type { PreparedImage } from "./cut_patch.ts";
import { averaged, type LogitsOf, mirrored } from "./logits_of.ts";
import { segmentVolume, type VolumeOptions } from "./segment_volume.ts";
import { segmentWhole } from "./testdata/whole_volume.ts";

const CLASSES = 3, CHANNELS = 2;

function volume(size: Triple): PreparedImage {
  const random = stream("volume", ...size);
  const image = new Float32Array(CHANNELS * size[0] * size[1] * size[2]).map(() => random.normal());
  return { size, channels: CHANNELS, image };
}

/** Logits that depend on neighbours and on the place in the patch, so that no two windows agree. */
function network(seed: number): LogitsOf {
  const random = stream("network", seed);
  const values = Array.from({ length: 27 * CHANNELS * CLASSES }, () => random.normal());
  return (patches) =>
    Promise.resolve(tf.tidy(() => {
      const kernel = tf.tensor5d(values, [3, 3, 3, CHANNELS, CLASSES]);
      const [, depth, height, width] = patches.shape;
      const places = tf.range(0, depth * height * width).sin().reshape([1, depth, height, width, 1]);
      return tf.conv3d(patches, kernel, 1, "same").add<Tensor5D>(places.mul(tf.tensor1d([1, 2, -1])));
    }));
}

async function segment(networks: LogitsOf | LogitsOf[], image: PreparedImage, options: VolumeOptions) {
  const values: number[] = [];
  await segmentVolume(networks, image, options, { push: (plane) => void values.push(...plane) });
  return values;
}

function labels(logits: ArrayLike<number>): number[] {
  return Array.from({ length: logits.length / CLASSES }, (_, i) => {
    const values = [0, 1, 2].map((c) => logits[i * CLASSES + c]);
    return values.indexOf(Math.max(...values));
  });
}

const CASES: [size: Triple, patch: Triple, mirror: number[], networks: number][] = [
  [[7, 9, 11], [4, 4, 6], [], 1],
  [[13, 5, 8], [5, 5, 5], [2], 2],
  // Smaller than the patch along one axis, along all
  [[3, 9, 6], [6, 4, 6], [0, 1, 2], 1],
  [[3, 2, 1], [6, 5, 4], [1], 3],
  [[9, 4, 5], [1, 4, 3], [], 1],
];

onEachBackend(
  "segmentVolume() equals the sums of the whole volume, with the same labels, wherever it keeps its own",
  async () => {
    for (const [size, patch, mirror, count] of CASES) {
      const image = volume(size), networks = Array.from({ length: count }, (_, i) => network(i));
      const options = { patch, classes: CLASSES, mirror },
        wanted = await segmentWhole(networks, image, options);
      for (const more of [{}, { memory: 0 }]) {
        const found = await segment(networks, image, { ...options, ...more });
        assertEquals(found.length, wanted.length);
        found.forEach((value, i) =>
          assertAlmostEquals(value, wanted[i], 1e-5, `${size} by ${patch}, value ${i}`)
        );
        assertEquals(labels(found), labels(wanted));
      }
    }
  },
);

onEachBackend("segmentVolume() gives a plane away as soon as no later window reaches it", async () => {
  const image = volume([9, 4, 4]), seen: string[] = [];
  const watched: LogitsOf = (patches) => (seen.push("run"), network(0)(patches));
  let planes = 0;
  const sink = { push: () => void seen.push(`plane ${planes++}`) };
  const done: number[][] = [], onProgress = (...progress: number[]) => void done.push(progress);
  const options = { patch: [4, 4, 4] as Triple, classes: CLASSES, onProgress };
  await segmentVolume(watched, image, options, sink);
  // Windows at 0, 2, 3 and 5
  const planesOf = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => `plane ${from + i}`);
  const runs = [[0, 2], [2, 3], [3, 5], [5, 9]].flatMap(([from, to]) => ["run", ...planesOf(from, to)]);
  assertEquals(seen, runs);
  assertEquals(done, [[1, 4], [2, 4], [3, 4], [4, 4]]);
});

onEachBackend(
  "segmentVolume() leaves nothing behind when the network fails, an abort comes or the logits do not fit",
  async () => {
    const image = volume([9, 4, 4]), folder = await Deno.makeTempDir();
    const options: VolumeOptions = {
      patch: [4, 4, 4],
      classes: CLASSES,
      mirror: [1],
      memory: 0,
      scratch: folder,
    };
    const sink = { push: () => {} };
    let calls = 0;
    const fails: LogitsOf = (patches) =>
      ++calls > 4 ? Promise.reject(new Error("no more")) : network(0)(patches);
    await assertRejects(() => segmentVolume(fails, image, options, sink), Error, "no more");
    const abort = new AbortController();
    const onProgress = (done: number) => done === 2 && abort.abort(new Error("enough"));
    const stopped = { ...options, signal: abort.signal, onProgress };
    await assertRejects(() => segmentVolume(network(0), image, stopped, sink), Error, "enough");
    const other = () => segmentVolume(network(0), image, { ...options, classes: 4 }, sink);
    await assertRejects(other, RangeError, "expected logits of 1x4x4x4x4, found 1x4x4x4x3");
    assertEquals(await Array.fromAsync(Deno.readDir(folder)), []);
    await Deno.remove(folder);
  },
);

Deno.test("mirrored() and averaged() refuse axes that there are not, and no networks", () => {
  for (const axes of [[3], [-1], [0, 0], [.5]]) {
    assertThrows(() => mirrored(network(0), axes), RangeError, `along [${axes.join(", ")}]`);
  }
  assertThrows(() => averaged([]), RangeError, "no network");
});
