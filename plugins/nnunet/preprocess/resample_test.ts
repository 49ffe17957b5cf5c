import type { Triple } from "@dragsaw/core/volume";
import { assert, assertEquals, assertLess } from "@std/assert";
import fc from "fast-check";
import { volumeOf } from "./frame.ts";
import { resample, type ResampleOptions } from "./resample.ts";
import { resampleLabels } from "./resample_labels.ts";
import type { Interpolation } from "./taps.ts";

interface Golden {
  seed: number;
  size: Triple;
  to: Triple;
  cubic: number[];
  linear: number[];
  through: number[];
  labels: string;
}
const { cases } = JSON.parse(
  Deno.readTextFileSync(new URL("./testdata/resample.json", import.meta.url)),
) as { cases: Golden[] };

const all = (interpolation: Interpolation): ResampleOptions => ({
  interpolation: [interpolation, interpolation, interpolation],
});
const block = (size: Triple, value: (i: number) => number) =>
  Float32Array.from({ length: volumeOf(size) }, (_, i) => value(i));
const side = fc.integer({ min: 1, max: 9 }), sizes = fc.tuple(side, side, side);

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  assertEquals(a.length, b.length);
  return Array.from(a, (value, i) => Math.abs(value - b[i])).reduce((x, y) => Math.max(x, y), 0);
}

Deno.test("resample() gives scipy's numbers: cubic, linear, and slices by themselves", () => {
  for (const { seed, size, to, cubic, linear, through } of cases) {
    const x = block(size, (i) => Math.sin(i * i + seed));
    assertLess(distance(resample(x, size, to, all("cubic")), cubic), 3e-6);
    assertLess(distance(resample(x, size, to, all("linear")), linear), 3e-6);
    const slices = resample(x, size, to, { interpolation: ["nearest", "cubic", "cubic"] });
    assertLess(distance(slices, through), 3e-6);
  }
});

Deno.test("resampleLabels() gives the class with most of scipy's linear weights", () => {
  for (const { seed, size, to, labels } of cases) {
    const ids = Uint8Array.from(
      block(size, (i) => Math.floor(4 * (1 + Math.sin(i / 3 + seed)) / 2.0001)),
    );
    assertEquals(resampleLabels(ids, size, to, ["linear", "linear", "linear"]).join(""), labels);
  }
});

Deno.test("resample() keeps a constant, at any size", () => {
  fc.assert(fc.property(sizes, sizes, fc.integer({ min: -1000, max: 1000 }), (size, to, value) => {
    const y = resample(block(size, () => value), size, to, all("cubic"));
    assertEquals(y.length, volumeOf(to));
    assertLess(distance(y, block(to, () => value)), 1e-3);
  }));
});

Deno.test("resample() reproduces a ramp away from its ends, and leaves axes that stay to the bit", () => {
  const size: Triple = [3, 2, 40], to: Triple = [3, 2, 64];
  const y = resample(block(size, (i) => i % 40), size, to, all("cubic"));
  for (let i = 0; i < y.length; i++) {
    const place = 40 / 64 * (i % 64 + .5) - .5;
    if (place > 8 && place < 31) assertLess(Math.abs(y[i] - place), 1e-4);
  }
  const x = block([4, 5, 6], Math.sin);
  assertEquals(resample(x, [4, 5, 6], [4, 5, 6], all("cubic")), x);
});

Deno.test("resample() there and back comes near to where it began", () => {
  const size: Triple = [10, 12, 14], to: Triple = [17, 20, 23];
  const smooth = block(size, (i) => Math.sin(i % 14 / 3) * Math.cos(Math.floor(i / 14) % 12 / 4));
  const back = resample(resample(smooth, size, to, all("cubic")), to, size, all("cubic"));
  assertLess(distance(back, smooth), .02);
});

Deno.test("resample() overshoots a step, and does not where it clips", () => {
  const x = block([1, 1, 8], (i) => i < 4 ? 0 : 1), to: Triple = [1, 1, 31];
  const free = resample(x, [1, 1, 8], to, all("cubic"));
  assert(Math.min(...free) < -.01 && Math.max(...free) > 1.01);
  const clipped = resample(x, [1, 1, 8], to, { ...all("cubic"), clip: true });
  assertEquals([Math.min(...clipped), Math.max(...clipped)], [0, 1]);
});

Deno.test("resampleLabels() invents no class, keeps each whole one, and takes the higher of equals", () => {
  const methods = fc.constantFrom<Interpolation>("linear", "nearest");
  const ids = fc.array(fc.constantFrom(0, 3, 200), { minLength: 729, maxLength: 729 });
  fc.assert(fc.property(sizes, sizes, ids, methods, (size, to, values, method) => {
    const labels = Uint8Array.from(values.slice(0, volumeOf(size))), known = new Set(labels);
    const out = resampleLabels(labels, size, to, [method, "linear", "linear"]);
    assert(out.every((id) => known.has(id)));
    if (known.size === 1) assert(out.every((id) => id === labels[0]));
  }));
  assertEquals(
    resampleLabels(Uint8Array.of(1, 2), [1, 1, 2], [1, 1, 1], ["linear", "linear", "linear"]),
    Uint8Array.of(2),
  );
  assertEquals(
    resampleLabels(Uint8Array.of(2, 1), [1, 2, 1], [1, 1, 1], ["linear", "linear", "linear"]),
    Uint8Array.of(2),
  );
});
