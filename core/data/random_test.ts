import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { key, permutation, stream } from "./random.ts";

const COUNT = 200_000;

function moments(values: Float64Array): { mean: number; deviation: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, deviation: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length) };
}

Deno.test("stream() gives the same numbers for the same keys, other ones for any other key", () => {
  const first = (...keys: (string | number)[]) => stream(...keys).uniform();
  assertEquals(first(1, "a", 2), first(1, "a", 2));
  for (const keys of [[1, "a", 3], [2, "a", 2], [1, "b", 2], ["1", "a", 2], [1, "a2"], [1, "a"]]) {
    assertNotEquals(first(...keys), first(1, "a", 2), JSON.stringify(keys));
  }
});

Deno.test("uniform() is in [0, 1) and flat, integer() in [0, n)", () => {
  const random = stream("flat");
  const cells = new Float64Array(16);
  for (let i = 0; i < COUNT; i++) cells[Math.floor(16 * random.uniform())]++;
  // Five standard deviations of a cell
  for (const found of cells) assertAlmostEquals(found, COUNT / 16, 5 * Math.sqrt(COUNT / 16));
  fc.assert(fc.property(fc.integer({ min: 1, max: 1e6 }), (n) => {
    const drawn = stream("integer", n).integer(n);
    assert(Number.isInteger(drawn) && drawn >= 0 && drawn < n);
  }));
});

Deno.test("normal() is standard, and the two numbers of a pair do not depend on each other", () => {
  const random = stream("normal");
  const values = Float64Array.from({ length: COUNT }, () => random.normal());
  for (const part of [values, values.filter((_, i) => i % 2 === 0), values.filter((_, i) => i % 2 === 1)]) {
    const { mean, deviation } = moments(part);
    assertAlmostEquals(mean, 0, 5 / Math.sqrt(part.length));
    assertAlmostEquals(deviation, 1, 5 / Math.sqrt(2 * part.length));
    assertAlmostEquals(part.filter((x) => Math.abs(x) < 1).length / part.length, 0.6827, 0.01);
  }
  const pairs = values.filter((_, i) => i % 2 === 0).map((x, i) => x * values[2 * i + 1]);
  assertAlmostEquals(moments(pairs).mean, 0, 5 / Math.sqrt(pairs.length));
});

Deno.test("normal() draws two uniform numbers for two normal ones", () => {
  const a = stream("pair"), b = stream("pair");
  for (let i = 0; i < 2; i++) {
    a.normal();
    b.uniform();
  }
  assertEquals(a.uniform(), b.uniform());
});

Deno.test("permutation() has every number once, and every place gets every number", () => {
  fc.assert(fc.property(fc.nat(50), (n) => {
    assertEquals([...permutation(n, stream(n)).sort()], [...Array(n).keys()]);
  }));
  const seen = new Set(Array.from({ length: 500 }, (_, i) => permutation(4, stream("seen", i)).join()));
  assertEquals(seen.size, 24);
});

Deno.test("key() is two int32 that depend on every key", () => {
  assertEquals(key(7, "step", 3), key(7, "step", 3));
  assertNotEquals(key(7, "step", 3), key(7, "step", 4));
  assertEquals(key(7), [...new Int32Array(key(7))]);
});
