import { assert, assertEquals, assertRejects } from "@std/assert";
import { stream } from "@dragsaw/core/data";
import { umap } from "./umap.ts";

const COUNT = 60, DIMENSIONS = 6, random = stream(2);
const values = Float64Array.from(
  { length: COUNT * DIMENSIONS },
  (_, i) => random.normal() + 9 * (Math.floor(i / DIMENSIONS) % 2),
);

async function embed(seed: number): Promise<Float64Array> {
  const descent = await umap({ values, dimensions: DIMENSIONS }, { neighbours: 8, seed });
  for (let i = 0; i < descent.steps; i++) descent.step();
  return descent.points();
}

Deno.test("umap() keeps far clusters apart, and is drawn by its seed alone", async () => {
  const points = await embed(1);
  assertEquals(await embed(1), points);
  assert((await embed(2)).some((value, i) => value !== points[i]));
  for (let i = 0; i < COUNT; i++) {
    const distance = (j: number) =>
      Math.hypot(points[2 * i] - points[2 * j], points[2 * i + 1] - points[2 * j + 1]);
    const nearest = Array.from({ length: COUNT }, (_, j) => j).sort((a, b) => distance(a) - distance(b))[1];
    assertEquals(nearest % 2, i % 2, `point ${i} lies by ${nearest}`);
  }
});

Deno.test("umap() refuses more neighbours than points", async () => {
  await assertRejects(
    () => umap({ values, dimensions: DIMENSIONS }, { neighbours: 61, seed: 0 }),
    RangeError,
    "2 to 60",
  );
});
