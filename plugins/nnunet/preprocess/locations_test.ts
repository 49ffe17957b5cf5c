import { stream } from "@dragsaw/core/data";
import { assert, assertEquals, assertLess } from "@std/assert";
import { foregroundLocations } from "./locations.ts";

const labels = Uint8Array.from({ length: 4000 }, (_, i) => i % 4 === 3 ? 2 : i % 400 === 0 ? 1 : 0);

Deno.test("foregroundLocations() takes all of few, some of many, rising and of their class", () => {
  const [one, two, three] = foregroundLocations(labels, 4, 100, stream(1));
  assertEquals([...one], Array.from({ length: 10 }, (_, i) => 400 * i));
  assertEquals([two.length, three.length], [100, 0]);
  assert(two.every((at, i) => labels[at] === 2 && (i === 0 || at > two[i - 1])));
});

Deno.test("foregroundLocations() draws each voxel as often, and the same from the same stream", () => {
  const counts = new Float64Array(4000);
  for (let seed = 0; seed < 400; seed++) {
    for (const at of foregroundLocations(labels, 3, 100, stream(seed))[1]) counts[at]++;
  }
  // 40 expected, deviation 6; halves of the volume: 20000 expected, deviation less than 100
  const half = counts.subarray(0, 2000).reduce((a, b) => a + b, 0);
  assertLess(Math.abs(half - 20_000), 400);
  assertLess(Math.max(...counts), 70);
  assertEquals(foregroundLocations(labels, 3, 5, stream(3)), foregroundLocations(labels, 3, 5, stream(3)));
});
