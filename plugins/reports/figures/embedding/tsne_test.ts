import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { stream } from "@dragsaw/core/data";
import { jointProbabilities, neighbourProbabilities } from "./neighbours.ts";
import { tsne } from "./tsne.ts";
import { tsneDivergence, tsneGradient } from "./tsne_gradient.ts";
import { squaredDistances, unitLength, type Vectors } from "./vectors.ts";

/** Normal vectors around centres that are `apart` from each other, in turn. */
function clusters(count: number, dimensions: number, apart: number, seed = 1): Vectors {
  const random = stream(seed);
  const values = Float64Array.from(
    { length: count * dimensions },
    (_, i) => random.normal() + apart * (Math.floor(i / dimensions) % 2),
  );
  return { values, dimensions };
}

const embed = (vectors: Vectors, seed: number, steps = Infinity) => {
  const descent = tsne(vectors, { perplexity: 10, seed });
  for (let i = 0; i < Math.min(steps, descent.steps); i++) descent.step();
  return descent.points();
};

Deno.test("neighbourProbabilities() gives every row the perplexity that is asked for", () => {
  fc.assert(fc.property(
    fc.integer({ min: 8, max: 40 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
    (count, share, scale) => {
      const { values, dimensions } = clusters(count, 3, 2, count);
      const perplexity = 1.5 + share * (count - 3.5);
      const squares = squaredDistances({ values: values.map((x) => x * scale), dimensions });
      const found = neighbourProbabilities(squares, count, perplexity);
      for (let i = 0; i < count; i++) {
        const row = found.subarray(i * count, (i + 1) * count);
        const entropy = row.reduce((sum, p) => p > 0 ? sum - p * Math.log(p) : sum, 0);
        assertAlmostEquals(row.reduce((a, b) => a + b), 1, 1e-9);
        assertEquals(row[i], 0);
        assertAlmostEquals(Math.exp(entropy), perplexity, 1e-4 * perplexity);
      }
    },
  ));
});

Deno.test("neighbourProbabilities() refuses what rows cannot have", () => {
  const squares = squaredDistances(clusters(6, 2, 1));
  for (const perplexity of [0.5, 5, NaN]) {
    assertThrows(() => neighbourProbabilities(squares, 6, perplexity), RangeError, "from 1 to below 5");
  }
});

Deno.test("tsneGradient() is the slope of the divergence", () => {
  const count = 14, random = stream(3), step = 1e-5;
  const joint = jointProbabilities(
    neighbourProbabilities(squaredDistances(clusters(count, 4, 3)), count, 5),
    count,
  );
  assertAlmostEquals(joint.reduce((a, b) => a + b), 1, 1e-12);
  const points = Float64Array.from({ length: 2 * count }, () => random.normal());
  const gradient = tsneGradient(joint, count).at(points, 1);
  for (let i = 0; i < points.length; i++) {
    const moved = (by: number) => tsneDivergence(joint, points.with(i, points[i] + by), count);
    assertAlmostEquals(gradient[i], (moved(step) - moved(-step)) / (2 * step), 1e-8);
  }
});

Deno.test("tsne() keeps far clusters apart, and each together", () => {
  const count = 60, points = embed(clusters(count, 10, 8), 0);
  const at = (i: number) => [points[2 * i], points[2 * i + 1]];
  const distance = (i: number, j: number) => Math.hypot(at(i)[0] - at(j)[0], at(i)[1] - at(j)[1]);
  for (let i = 0; i < count; i++) {
    const others = Array.from({ length: count }, (_, j) => j).filter((j) => j !== i);
    const nearest = others.toSorted((a, b) => distance(i, a) - distance(i, b)).slice(0, 10);
    assert(nearest.every((j) => j % 2 === i % 2), `point ${i} lies by ${nearest}`);
  }
});

Deno.test("tsne() makes the divergence smaller, and is drawn by its seed alone", () => {
  const vectors = clusters(40, 5, 2), count = 40;
  const joint = jointProbabilities(neighbourProbabilities(squaredDistances(vectors), count, 10), count);
  const [first, again, other] = [embed(vectors, 4), embed(vectors, 4), embed(vectors, 5)];
  assertEquals(first, again);
  assert(first.some((value, i) => value !== other[i]));
  const [begun, done] = [embed(vectors, 4, 0), first].map((points) => tsneDivergence(joint, points, count));
  assert(done < begun / 3, `${begun} -> ${done}`);
});

Deno.test("tsne() refuses more points than it has memory for", () => {
  const many: Vectors = { values: new Float32Array(4001), dimensions: 1 };
  assertThrows(() => tsne(many, { perplexity: 30, seed: 0 }), RangeError, "at most 4000");
});

Deno.test("unitLength() leaves angles, and what has no length", () => {
  const { values } = unitLength({ values: Float32Array.of(3, 4, 0, 0, 0, -2), dimensions: 2 });
  assertEquals([...values], [0.6000000000000001, 0.8, 0, 0, 0, -1]);
});
