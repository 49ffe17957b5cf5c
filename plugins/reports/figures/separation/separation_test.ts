import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { stream } from "@dragsaw/core/data";
import { readGolden } from "../../../../tests/goldens.ts";
import { daviesBouldin } from "./davies_bouldin.ts";
import type { Labelled } from "./labelled.ts";
import { difference, figureDraws, separation } from "./separation.ts";
import { silhouette } from "./silhouette.ts";

interface Scores {
  readonly silhouette: number;
  readonly daviesBouldin: number;
}

/** tests/goldens/separation.py: scikit-learn, on points that both sides make. */
const { cases } = readGolden<
  {
    cases: (Scores & {
      name: string;
      classes: number;
      count: number;
      dimensions: number;
      without2: Scores;
    })[];
  }
>("separation");

function points({ classes, count, dimensions }: typeof cases[number]): Labelled {
  const values = Float64Array.from({ length: count * dimensions }, (_, at) => {
    const i = Math.floor(at / dimensions), k = at % dimensions;
    return Math.sin(1.7 * i + 0.9 * k) + (k === i % classes ? 0.8 : 0);
  });
  const labels = Uint8Array.from({ length: count }, (_, i) => i % classes);
  return {
    values,
    dimensions,
    labels,
    images: Uint16Array.from(labels, (_, i) => Math.floor(i / classes) % 4),
  };
}

for (const golden of cases) {
  Deno.test(`silhouette() and daviesBouldin() give the numbers of scikit-learn: ${golden.name}`, () => {
    const data = points(golden);
    for (const times of [undefined, [1, 1, 1, 1], [3, 3, 3, 3]]) {
      assertAlmostEquals(silhouette(data)(times), golden.silhouette, 1e-12);
      assertAlmostEquals(daviesBouldin(data)(times), golden.daviesBouldin, 1e-12);
    }
    assertAlmostEquals(silhouette(data)([1, 1, 0, 1]), golden.without2.silhouette, 1e-12);
    assertAlmostEquals(daviesBouldin(data)([1, 1, 0, 1]), golden.without2.daviesBouldin, 1e-12);
  });
}

/** `images` of 6 points, half of each class, whose classes are `apart` and images somewhere around. */
function drawn(images: number, apart: number, seed: number): Labelled {
  const random = stream(seed), count = 6 * images;
  const offsets = Array.from({ length: images }, () => random.normal());
  const values = Float32Array.from(
    { length: count * 3 },
    (_, at) => 0.3 * random.normal() + offsets[Math.floor(at / 18)] + apart * (Math.floor(at / 3) % 2),
  );
  return {
    values,
    dimensions: 3,
    labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
    images: Uint16Array.from({ length: count }, (_, i) => Math.floor(i / 6)),
  };
}

Deno.test("scores have no value of one class, nor Davies-Bouldin of points that are one", () => {
  const data = drawn(3, 1, 0);
  const alone = { ...data, labels: data.labels.map(() => 1) },
    flat = { ...data, values: data.values.map(() => 0) };
  assertEquals([silhouette(alone)(), daviesBouldin(alone)()], [NaN, NaN]);
  assertEquals([silhouette(flat)(), daviesBouldin(flat)()], [0, NaN]);
  assertEquals([silhouette(data)([0, 0, 0]), daviesBouldin(data)([0, 0, 0])], [NaN, NaN]);
});

Deno.test("separation() has the interval of images, narrower with more of them", () => {
  const width = (images: number) => {
    const { silhouette: { value, interval } } = separation(drawn(images, 2, 5), figureDraws(images, 0));
    assert(interval![0] < value && value < interval![1], `${value} in ${interval}`);
    return interval![1] - interval![0];
  };
  assert(width(40) < width(8));
});

Deno.test("separation()'s interval holds the score of very many images about as often as it says", () => {
  const truth = silhouette(drawn(400, 2, 99))();
  let held = 0;
  for (let trial = 0; trial < 40; trial++) {
    const [low, high] = separation(drawn(20, 2, trial), figureDraws(20, trial)).silhouette.interval!;
    if (low <= truth && truth <= high) held++;
  }
  assert(held >= 33 && held < 40, `${held} of 40`);
});

Deno.test("difference() is paired: sure where each score alone is not", () => {
  const draws = figureDraws(12, 0),
    near = separation(drawn(12, 1.6, 7), draws),
    far = separation(drawn(12, 2, 7), draws);
  const { value, interval } = difference(far.silhouette, near.silhouette);
  assertAlmostEquals(value, far.silhouette.value - near.silhouette.value);
  assert(interval![0] > 0, `${interval}`);
  assert(far.silhouette.interval![0] < near.silhouette.interval![1]);
});
