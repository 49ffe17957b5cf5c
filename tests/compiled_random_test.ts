import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { compile, createNetwork, key as keyOf, type Model, PIXEL, type Precision } from "@dragsaw/core";
import { type Tensor4D, type Tensors, tf, uniform } from "@dragsaw/core/tensor";
import { onEachBackend } from "./backends.ts";

const RATE = .4, SHAPE: [number, number, number, number] = [2, 8, 8, 4];

/** Two dropouts, one on each half of the channels of its image. */
function dropouts(): Model {
  return {
    slots: { image: { channels: 4, field: PIXEL } },
    forward: (images, forward) =>
      tf.concat(tf.split(images, 2, 3).map((half) => forward.dropout(half as Tensor4D, RATE)), 3),
  };
}

/** Masks of a fresh network's steps. */
async function masks(
  seed: number,
  steps: readonly number[],
  options: { trace?: boolean; precision?: Precision } = {},
): Promise<string[]> {
  const network = createNetwork(dropouts(), []);
  const run = compile(
    ({ images, key }) => ({ dropped: network.run(images as Tensor4D, { key }).logits }),
    options,
  );
  const images = tf.ones(SHAPE), found: string[] = [];
  for (const step of steps) {
    const key = tf.tensor1d(keyOf(seed, "step", step), "int32");
    const { dropped } = await run({ images, key });
    found.push([...dropped.dataSync()].map((value) => value === 0 ? "." : "x").join(""));
    tf.dispose([key, dropped]);
  }
  images.dispose();
  return found;
}

onEachBackend("compiled dropout draws another mask each step, for each op and for each seed", async () => {
  const drawn = [...await masks(1, [0, 1, 2, 3]), ...await masks(2, [0, 1, 2, 3])];
  assertEquals(new Set(drawn).size, 8);
  for (const mask of drawn) {
    const halves = [0, 1].map((half) => [...mask].filter((_, i) => i % 4 >> 1 === half).join(""));
    assertNotEquals(halves[0], halves[1]);
    const dropped = [...mask].filter((unit) => unit === ".").length / mask.length;
    assert(Math.abs(dropped - RATE) < .1, `${dropped} of the units are dropped`);
  }
});

onEachBackend("compiled dropout draws the same masks after a fresh start at any step", async () => {
  const whole = await masks(7, [0, 1, 2, 3, 4, 5]);
  assertEquals(await masks(7, [3, 4, 5]), whole.slice(3));
});

onEachBackend("dropout draws the same bits op by op, compiled, and in bfloat16", async () => {
  const plain = await masks(7, [0, 1, 2], { trace: false });
  assertEquals(await masks(7, [0, 1, 2]), plain);
  assertEquals(await masks(7, [0, 1, 2], { precision: "bfloat16" }), plain);
});

onEachBackend("uniform() gives the same bits op by op and compiled, and others for another key", async () => {
  const draw = ({ key }: Tensors) => ({ large: uniform([33, 7], key), small: uniform([3], key) });
  const compiled = compile(draw), drawn: Float32Array[] = [];
  for (const words of [[1, 2], [1, 3], [-2147483648, 2147483647]]) {
    const key = tf.tensor1d(words, "int32");
    const [found, wanted] = [await compiled({ key }), tf.tidy(() => draw({ key }))];
    assertEquals(found.large.dataSync(), wanted.large.dataSync());
    assertEquals(found.small.dataSync(), wanted.small.dataSync());
    drawn.push(found.large.dataSync() as Float32Array);
    tf.dispose([key, found, wanted]);
  }
  assertNotEquals(drawn[0], drawn[1]);
});
