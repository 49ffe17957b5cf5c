import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { emptyBatch, exampleAt, joinParts, writeExample } from "./batch.ts";
import { IMAGENET, type Normalization, toInput } from "./input.ts";
import { stream } from "./random.ts";
import type { Sample } from "./sample.ts";
import type { Canvas, Draw } from "./transform.ts";

const PLAIN = { mean: [0, 0, 0], std: [1 / 255, 1 / 255, 1 / 255] };

function sample(height: number, width: number, channels = 3): Sample {
  const random = stream("sample");
  const bytes = (n: number, top: number) => Uint8Array.from({ length: n }, () => random.integer(top));
  return {
    image: { width, height, channels, data: bytes(height * width * channels, 256) },
    labels: { width, height, data: bytes(height * width, 2) },
  };
}

/** One example by itself. */
function toExample(
  id: string,
  sample: Sample,
  draws: readonly Draw[],
  size: readonly [number, number],
  normalization: Normalization,
) {
  const into = exampleAt(emptyBatch([id], size, normalization.mean.length), 0);
  // What was there before must not show.
  into.image.fill(9), into.labels.fill(9);
  writeExample(id, sample, draws, size, normalization, into);
  return into;
}

Deno.test("writeExample() without draws is, bit for bit, what toInput() gives", () => {
  for (const [height, width] of [[8, 8], [21, 34], [5, 6]]) {
    const stored = sample(height, width);
    assertEquals(toExample("a", stored, [], [8, 8], IMAGENET).image, toInput(stored.image, [8, 8], IMAGENET));
  }
});

Deno.test("writeExample() normalises as (x / 255 - mean) / std, after pixels were changed", () => {
  const stored = sample(2, 2);
  const pixels = ({ data }: Canvas) => data.fill(51);
  const { image } = toExample("a", stored, [{ pixels }], [2, 2], {
    mean: [0.1, 0.2, 0.3],
    std: [0.5, 0.25, 1],
  });
  [0.2, 0, -0.1].forEach((value, c) => assertAlmostEquals(image[c], value, 1e-6));
});

Deno.test("writeExample() applies maps in the order of the draws, first the first", () => {
  const image = { width: 3, height: 1, channels: 3, data: Uint8Array.from([1, 1, 1, 2, 2, 2, 3, 3, 3]) };
  const labels = { width: 3, height: 1, data: Uint8Array.of(1, 2, 3) };
  const right = { affine: [1, 0, -1, 0, 1, 0] as const }, mirror = { affine: [-1, 0, 0, 0, 1, 0] as const };
  assertEquals([...toExample("a", { image, labels }, [right, mirror], [1, 3], PLAIN).labels], [2, 1, 0]);
  assertEquals([...toExample("a", { image, labels }, [mirror, right], [1, 3], PLAIN).labels], [0, 3, 2]);
});

Deno.test("writeExample() refuses a sample without labels, and means that do not fit", () => {
  const { image } = sample(2, 2);
  assertThrows(() => toExample("a", { image }, [], [2, 2], IMAGENET), TypeError, '"a"');
  const grey = sample(2, 2, 1);
  assertThrows(() => toExample("g", grey, [], [2, 2], IMAGENET), RangeError, "means of normalize");
});

Deno.test("joinParts() puts every example at its place", () => {
  const filled = (numbers: readonly number[]) => {
    const batch = emptyBatch(numbers.map((n) => `${n}`), [1, 1], 3);
    for (const [i, n] of numbers.entries()) {
      const { image, labels } = exampleAt(batch, i);
      image.fill(n);
      labels.fill(n);
    }
    return batch;
  };
  const parts = [[2, 0], [1, 3]].map((places) => ({ places, batch: filled(places) }));
  assertEquals(joinParts(parts), filled([0, 1, 2, 3]));
});
