import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { assemble, joinParts, toExample } from "./batch.ts";
import { IMAGENET, toInput } from "./input.ts";
import { stream } from "./random.ts";
import type { Sample } from "./sample.ts";

const PLAIN = { mean: [0, 0, 0], std: [1 / 255, 1 / 255, 1 / 255] };

function sample(height: number, width: number, channels = 3): Sample {
  const random = stream("sample");
  const bytes = (n: number, top: number) => Uint8Array.from({ length: n }, () => random.integer(top));
  return {
    image: { width, height, channels, data: bytes(height * width * channels, 256) },
    labels: { width, height, data: bytes(height * width, 2) },
  };
}

Deno.test("toExample() without draws is, bit for bit, what toInput() gives", () => {
  for (const [height, width] of [[8, 8], [21, 34], [5, 6]]) {
    const stored = sample(height, width);
    assertEquals(toExample("a", stored, [], [8, 8], IMAGENET).image, toInput(stored.image, [8, 8], IMAGENET));
  }
});

Deno.test("toExample() normalises as (x / 255 - mean) / std, after the colours", () => {
  const stored = sample(2, 2);
  const color = (pixels: Float32Array) => pixels.fill(51);
  const { image } = toExample("a", stored, [{ color }], [2, 2], {
    mean: [0.1, 0.2, 0.3],
    std: [0.5, 0.25, 1],
  });
  [0.2, 0, -0.1].forEach((value, c) => assertAlmostEquals(image[c], value, 1e-6));
});

Deno.test("toExample() applies maps in the order of the draws, first the first", () => {
  const image = { width: 3, height: 1, channels: 3, data: Uint8Array.from([1, 1, 1, 2, 2, 2, 3, 3, 3]) };
  const labels = { width: 3, height: 1, data: Uint8Array.of(1, 2, 3) };
  const right = { affine: [1, 0, -1, 0, 1, 0] as const }, mirror = { affine: [-1, 0, 0, 0, 1, 0] as const };
  assertEquals([...toExample("a", { image, labels }, [right, mirror], [1, 3], PLAIN).labels], [2, 1, 0]);
  assertEquals([...toExample("a", { image, labels }, [mirror, right], [1, 3], PLAIN).labels], [0, 3, 2]);
});

Deno.test("toExample() refuses a sample without labels, colours on grey, and means that do not fit", () => {
  const { image } = sample(2, 2);
  assertThrows(() => toExample("a", { image }, [], [2, 2], IMAGENET), TypeError, '"a"');
  const grey = sample(2, 2, 1);
  assertThrows(() => toExample("g", grey, [{ color() {} }], [2, 2], IMAGENET), RangeError, "3 channels");
  assertThrows(() => toExample("g", grey, [], [2, 2], IMAGENET), RangeError, "means");
});

Deno.test("joinParts() puts every example at its place", () => {
  const example = (n: number) => ({
    id: `${n}`,
    image: new Float32Array(3).fill(n),
    labels: new Int32Array(1).fill(n),
  });
  const whole = assemble([0, 1, 2, 3].map(example), [1, 1]);
  const parts = [[2, 0], [1, 3]].map((places) => ({ places, batch: assemble(places.map(example), [1, 1]) }));
  assertEquals(joinParts(parts), whole);
});
