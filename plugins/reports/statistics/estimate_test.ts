import { assertAlmostEquals, assertEquals, assertGreater, assertLess } from "@std/assert";
import { stream } from "@dragsaw/core/data";
import { estimate } from "./estimate.ts";
import { imageDraws } from "./image_draws.ts";
import { differences, type Scores } from "./scores.ts";
import { studentCdf } from "./student.ts";

const scores = (...values: number[][]): Scores => ({
  seeds: values.map((_, i) => i),
  values: values.map((list) => Float64Array.from(list)),
});

Deno.test("estimate() of one image is Student's interval and test of the seeds", () => {
  const { mean, interval: [low, high], deviation, p } = estimate(
    scores([0.8], [0.82], [0.84]),
    imageDraws(1, 20, 0),
    0.95,
  )!;
  assertAlmostEquals(mean, 0.82, 1e-12);
  assertAlmostEquals(deviation!, 0.02, 1e-12);
  const error = 0.02 / Math.sqrt(3);
  assertAlmostEquals(low, 0.82 - 4.30265 * error, 1e-6);
  assertAlmostEquals(high, 0.82 + 4.30265 * error, 1e-6);
  assertAlmostEquals(p!, 1 / 21, 1e-12, "no smaller than the draws can tell");
  const near = estimate(scores([0.01], [0.02], [0.06]), imageDraws(1, 20, 0), 0.95)!;
  const t = 0.03 / (Math.sqrt(0.0007) / Math.sqrt(3));
  assertAlmostEquals(near.p!, 2 * studentCdf(-t, 2), 1e-9);
});

Deno.test("estimate() of equal seeds is the bootstrap of the images", () => {
  const random = stream(1);
  const list = Array.from({ length: 300 }, () => random.normal());
  const { mean, interval: [low, high], deviation } = estimate(
    scores(list, list, list),
    imageDraws(300, 4000, 0),
    0.95,
  )!;
  const error = Math.sqrt(list.reduce((sum, x) => sum + (x - mean) ** 2, 0)) / 300;
  assertEquals(deviation, 0);
  assertAlmostEquals(low, mean - 1.96 * error, 0.1 * error);
  assertAlmostEquals(high, mean + 1.96 * error, 0.1 * error);
});

Deno.test("estimate() of one seed is of the images alone and makes no claim about trainings", () => {
  const one = estimate(scores([0, 1, 1, 1]), imageDraws(4, 2000, 0), 0.95)!;
  assertEquals([one.mean, one.deviation, one.p], [0.75, null, null]);
  assertEquals(one.interval, [0.25, 1]);
});

Deno.test("estimate() leaves undefined values out, seed by seed, and is null of none", () => {
  const draws = imageDraws(3, 500, 0);
  const { mean } = estimate(scores([0.2, 0.4, NaN], [0.6, NaN, NaN]), draws, 0.9)!;
  assertAlmostEquals(mean, (0.3 + 0.6) / 2, 1e-12);
  assertEquals(estimate(scores([NaN, NaN, NaN]), draws, 0.9), null);
  assertEquals(estimate(scores(), draws, 0.9), null);
});

Deno.test("estimate() of a difference that is nowhere has p 1", () => {
  const row = scores([0.2, 0.4], [0.3, 0.5]);
  const found = estimate(differences(row, row), imageDraws(2, 100, 0), 0.95)!;
  assertEquals([found.mean, found.p], [0, 1]);
});

/** How often intervals of a mean that is 0 miss it: noise of seeds, of images (in all seeds), and of both together. */
function missed(runs: number, [ofSeed, ofImage, ofBoth]: readonly number[]): { rate: number; tests: number } {
  const images = 30, draws = imageDraws(images, 200, 1);
  let out = 0, significant = 0;
  for (let run = 0; run < runs; run++) {
    const random = stream("coverage", run);
    const image = Array.from({ length: images }, () => ofImage * random.normal());
    const lists = [0, 1, 2].map(() => {
      const seed = ofSeed * random.normal();
      return image.map((value) => value + seed + ofBoth * random.normal());
    });
    const { interval: [low, high], p } = estimate(scores(...lists), draws, 0.95)!;
    if (low > 0 || high < 0) out++;
    if (p! < 0.05) significant++;
  }
  return { rate: out / runs, tests: significant / runs };
}

Deno.test("estimate() covers the truth with three seeds, whether seeds or images vary, and its test is as strict", () => {
  const seeds = missed(300, [1, 0, 0.2]);
  assertAlmostEquals(seeds.rate, 0.05, 0.038, "three standard errors");
  const images = missed(300, [0.02, 1, 0.05]);
  assertLess(images.rate, 0.05 + 0.04, "30 images: bootstraps are a little narrow");
  const both = missed(300, [0.3, 1, 1]);
  assertLess(both.rate, 0.05 + 0.038);
  for (const { rate, tests } of [seeds, images, both]) assertAlmostEquals(tests, rate, 0.011);
});

Deno.test("estimate() sees a difference that every seed has", () => {
  const random = stream(4);
  const lists = [0, 1, 2].map(() => Array.from({ length: 100 }, () => 0.05 + 0.03 * random.normal()));
  const { p, interval } = estimate(scores(...lists), imageDraws(100, 1000, 0), 0.95)!;
  assertLess(p!, 0.01);
  assertGreater(interval[0], 0.02);
});
