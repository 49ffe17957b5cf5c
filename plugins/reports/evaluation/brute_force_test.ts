import { assertAlmostEquals, assertEquals } from "@std/assert";
import { stream } from "@dragsaw/core/data";
import { imageRisk } from "../run_page/image_risk.ts";
import { createPixelRisk } from "./pixel_risk.ts";
import { createReliability } from "./reliability.ts";

const LEVELS = 255;

const random = stream(0, "brute force");

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** Images of one size, so that every pixel weighs the same. */
const images = times(5, () => {
  const probability = Float32Array.from(times(200, () => random.uniform()));
  return {
    probability,
    truth: Uint8Array.from(probability, (p) => random.uniform() < p ** 2 ? 1 : 0),
    prediction: Uint8Array.from(probability, (p) => p > 0.5 ? 1 : 0),
    uncertainty: Float32Array.from(probability, (p) => Math.round(4 * p * (1 - p) * LEVELS) / LEVELS),
  };
});

const pixels = images.flatMap(({ probability, truth, prediction, uncertainty }) =>
  times(probability.length, (i) => ({
    p: probability[i],
    y: truth[i],
    wrong: Number(truth[i] !== prediction[i]),
    doubt: uncertainty[i],
  }))
);

Deno.test("reliability is what sorting all pixels into bins gives", () => {
  const counts = createReliability(10);
  for (const { probability, truth } of images) counts.add(probability, truth);
  const { bins, ece, brier } = counts.result();
  let distance = 0;
  for (const { low, high, share, probability, observed } of bins) {
    const own = pixels.filter(({ p }) => p >= low && p < high);
    assertAlmostEquals(share, own.length / pixels.length, 1e-9);
    assertAlmostEquals(probability!, average(own.map(({ p }) => p)), 1e-9);
    assertAlmostEquals(observed!, average(own.map(({ y }) => y)), 1e-9);
    distance += own.length / pixels.length * Math.abs(probability! - observed!);
  }
  assertAlmostEquals(ece, distance, 1e-9);
  assertAlmostEquals(brier, average(pixels.map(({ p, y }) => (p - y) ** 2)), 1e-9);
});

Deno.test("the risk of pixels is the error of those up to each uncertainty", () => {
  const counts = createPixelRisk();
  for (const image of images) counts.add(image.uncertainty, image);
  const { coverage, risk, area } = counts.result();
  const doubts = [...new Set(pixels.map(({ doubt }) => doubt))].toSorted((a, b) => a - b);
  assertEquals(coverage.length, doubts.length);
  let below = 0;
  doubts.forEach((doubt, i) => {
    const decided = pixels.filter((pixel) => pixel.doubt <= doubt);
    assertAlmostEquals(coverage[i], decided.length / pixels.length, 1e-9);
    assertAlmostEquals(risk[i], average(decided.map(({ wrong }) => wrong)), 1e-9);
    below += (coverage[i] - (coverage[i - 1] ?? 0)) * risk[i];
  });
  assertAlmostEquals(area, below, 1e-9);
});

Deno.test("the risk of images is the mean of the surest, and no order does better than the best", () => {
  const cases = times(40, () => ({ confidence: random.uniform(), risk: random.uniform() }));
  const { points, best, area } = imageRisk(cases)!;
  points.forEach(([share, risk], i) => {
    const last = cases.map(({ confidence }) => confidence).toSorted((a, b) => b - a)[i];
    assertAlmostEquals(share, (i + 1) / 40, 1e-12);
    assertAlmostEquals(
      risk,
      average(cases.filter(({ confidence }) => confidence >= last).map(({ risk }) => risk)),
      1e-12,
    );
    assertEquals(best[i][1] <= risk + 1e-12, true);
  });
  assertAlmostEquals(area, average(points.map(([, risk]) => risk)), 1e-12);
});
