import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { normalize } from "./normalize.ts";

const values = () => Float32Array.of(0, 2, 4, 6, 0);
const rounded = (data: Float32Array) => [...data].map((value) => Math.round(value * 1e4) / 1e4);

Deno.test("normalize() by z-score gives mean 0 and deviation 1", () => {
  const y = normalize(values(), { scheme: "z-score", bodyOnly: false });
  assertAlmostEquals(y.reduce((sum, value) => sum + value, 0), 0, 1e-6);
  assertAlmostEquals(y.reduce((sum, value) => sum + value ** 2, 0) / 5, 1, 1e-6);
});

Deno.test("normalize() by z-score of the body leaves 0 around it, holes are body", () => {
  const body = Uint8Array.of(0, 1, 1, 1, 0), scheme = { scheme: "z-score", bodyOnly: true } as const;
  assertEquals(rounded(normalize(values(), scheme, body)), [0, -1.2247, 0, 1.2247, 0]);
  assertThrows(() => normalize(values(), scheme), TypeError, "mask");
});

Deno.test("normalize() of CT clips to the percentiles, then takes mean and deviation of the dataset", () => {
  const intensities = { mean: 3, deviation: 2, median: 3, least: -9, most: 9, low: 1, high: 5 };
  const y = normalize(values(), { scheme: "ct", bodyOnly: false, intensities });
  assertEquals(rounded(y), [-1, -.5, .5, 1, -1]);
  assertThrows(() => normalize(values(), { scheme: "ct", bodyOnly: false }), TypeError, "intensities");
});

Deno.test("normalize() to a range, from bytes, or not at all", () => {
  const by = (scheme: "unit-range" | "byte" | "none") =>
    rounded(normalize(values(), { scheme, bodyOnly: false }));
  assertEquals(by("unit-range"), [0, .3333, .6667, 1, 0]);
  assertEquals(by("byte"), [0, .0078, .0157, .0235, 0]);
  assertEquals(by("none"), [0, 2, 4, 6, 0]);
});

Deno.test("normalize() makes 0 of a constant, and refuses what is not finite", () => {
  assertEquals([...normalize(Float32Array.of(7, 7), { scheme: "z-score", bodyOnly: false })], [0, 0]);
  assertEquals([...normalize(Float32Array.of(7, 7), { scheme: "unit-range", bodyOnly: false })], [0, 0]);
  const broken = Float32Array.of(1, NaN);
  assertThrows(() => normalize(broken, { scheme: "none", bodyOnly: false }), RangeError, "NaN");
});
