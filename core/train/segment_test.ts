import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { onEachBackend } from "../../tests/backends.ts";
import { PIXEL } from "../model/receptive_field.ts";
import type { Model } from "../model/model.ts";
import type { Refiner } from "../model/refiner.ts";
import { tf } from "../tensor/tf.ts";
import type { Tensor4D } from "../tensor/tf.ts";
import { assertClose } from "../testing/assert_close.ts";
import { createNetwork } from "./network.ts";
import { createSegment, type SegmentOptions } from "./segment.ts";

const plain: SegmentOptions = { resize: "first", mirror: false, slotMaps: false };

/** Takes its input for logits; `weight` differs over the columns where it is not symmetric. */
const model = (weight?: number[]): Model => ({
  slots: { only: { channels: 2, field: PIXEL } },
  forward: (images, { tap }) =>
    tap("only", weight ? images.mul(tf.tensor4d(weight, [1, 1, weight.length, 1])) : images),
});

/** Logits 0 for background and the given ones for the structure. */
function input(rows: number[][]) {
  const size: [number, number] = [rows.length, rows[0].length];
  return { data: Float32Array.from(rows.flat().flatMap((value) => [0, value])), size };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
/** Entropy of two classes in bits: 1 where they are equal. */
const entropy = (x: number) => {
  const p = sigmoid(x), term = (q: number) => q > 0 ? -q * Math.log2(q) : 0;
  return term(p) + term(1 - p);
};

onEachBackend("segment resizes logits and takes the class, or the other way round", async () => {
  const network = createNetwork(model(), []), row = input([[-1, 5]]);
  const first = await createSegment(network, plain)(row, [1, 4]);
  const after = await createSegment(network, { ...plain, resize: "after" })(row, [1, 4]);
  assertEquals([...first.labels], [0, 1, 1, 1]);
  assertEquals([...after.labels], [0, 0, 1, 1]);
  const logits = [-1, 0.5, 3.5, 5];
  for (const { probability, uncertainty } of [first, after]) {
    assertClose(probability, logits.map(sigmoid), 1e-5);
    assertClose(uncertainty.prediction, logits.map(entropy), 1e-4);
  }
});

onEachBackend("segment gives every map at the size asked for, within its range", async () => {
  const segment = createSegment(createNetwork(model(), []), plain);
  const rows = [[3, -2, 0.1, 7], [-80, 80, 0, 1], [2, 2, -3, -4]];
  for (const size of [[3, 4], [7, 5], [1, 1], [2, 9]] as [number, number][]) {
    const { labels, probability, uncertainty } = await segment(input(rows), size);
    for (const map of [labels, probability, uncertainty.prediction]) {
      assertEquals(map.length, size[0] * size[1]);
      assert(map.every((value) => value >= -1e-6 && value <= 1 + 1e-6), `${size}`);
    }
    assert(
      labels.every((label, i) => Math.abs(probability[i] - 0.5) < 1e-5 || label === +(probability[i] > 0.5)),
    );
  }
});

onEachBackend("segment normalises the entropy by the number of classes", async () => {
  const segment = createSegment(createNetwork(model(), []), plain);
  const even = await segment({ data: new Float32Array(4 * 5), size: [2, 2] }, [2, 2]);
  assertClose(even.uncertainty.prediction, [1, 1, 1, 1], 1e-5);
  assertClose(even.probability, [0.8, 0.8, 0.8, 0.8], 1e-5);
});

onEachBackend("segment averages the logits of the four mirrorings", async () => {
  const rows = [[1, -2, 3], [4, 0.5, -6]], size: [number, number] = [2, 3];
  const run = (mirror: boolean, weight?: number[]) =>
    createSegment(createNetwork(model(weight), []), { ...plain, mirror })(input(rows), size);
  assertClose((await run(true)).probability, (await run(false)).probability, 1e-6);
  const weight = [1, 2, 4], mean = [2.5, 2, 2.5];
  const mirrored = await run(true, weight);
  assertClose(mirrored.probability, rows.flatMap((row) => row.map((x, i) => sigmoid(x * mean[i]))), 1e-5);
  assertNotEquals(mirrored.probability, (await run(false, weight)).probability);
});

onEachBackend("segment adds the uncertainty of refined slots only when asked", async () => {
  const refiner: Refiner = {
    slots: ["only"],
    apply: (_slot, x) => ({
      features: x,
      uncertainty: tf.sigmoid(x.slice([0, 0, 0, 1], [-1, -1, -1, 1])) as Tensor4D,
    }),
  };
  const network = createNetwork(model(), [refiner]), row = input([[-1, 5]]);
  const without = await createSegment(network, plain)(row, [1, 4]);
  assertEquals(Object.keys(without.uncertainty), ["prediction"]);
  for (const mirror of [false, true]) {
    const { uncertainty } = await createSegment(network, { ...plain, mirror, slotMaps: true })(row, [1, 4]);
    assertEquals(Object.keys(uncertainty), ["prediction", "only"]);
    const [low, high] = [sigmoid(-1), sigmoid(5)], quarter = (high - low) / 4;
    assertClose(uncertainty.only, [low, low + quarter, high - quarter, high], 1e-5);
  }
});
