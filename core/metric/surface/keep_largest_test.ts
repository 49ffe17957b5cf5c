import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { connectedComponents } from "./components.ts";
import { keepLargest } from "./keep_largest.ts";

const maps = fc.tuple(
  fc.integer({ min: 1, max: 4 }),
  fc.integer({ min: 1, max: 5 }),
  fc.integer({ min: 1, max: 5 }),
)
  .chain((size) =>
    fc.tuple(
      fc.constant(size),
      fc.uint8Array({
        min: 0,
        max: 3,
        minLength: size[0] * size[1] * size[2],
        maxLength: size[0] * size[1] * size[2],
      }),
    )
  );

Deno.test("keepLargest() leaves the largest component of each class, and other classes whole", () => {
  fc.assert(
    fc.property(maps, fc.constantFrom(6, 18, 26), ([size, labels], connectivity) => {
      const before = labels.slice(), kept = keepLargest(labels, size, [1, 3], connectivity);
      assertEquals(labels, before);
      const had = connectedComponents(labels, size, connectivity),
        has = connectedComponents(kept, size, connectivity);
      for (const label of [1, 2, 3]) {
        const sizes = (of: typeof had) => [...of.sizes].filter((_, id) => id > 0 && of.labels[id] === label);
        const wanted = label === 2 ? sizes(had) : sizes(had).length > 0 ? [Math.max(...sizes(had))] : [];
        assertEquals(sizes(has), wanted);
      }
      assert(kept.every((label, i) => label === 0 || label === labels[i]));
      assertEquals(keepLargest(kept, size, [1, 3], connectivity), kept);
    }),
    { numRuns: 300, seed: 3 },
  );
});

Deno.test("keepLargest() of a region counts its classes together", () => {
  const labels = Uint8Array.of(1, 2, 2, 0, 1, 1, 0, 3);
  assertEquals([...keepLargest(labels, [1, 8], [[1, 2]])], [1, 2, 2, 0, 0, 0, 0, 3]);
  assertEquals([...keepLargest(labels, [1, 8], [1, 2])], [0, 2, 2, 0, 1, 1, 0, 3]);
  assertEquals([...keepLargest(labels, [1, 8], [])], [...labels]);
});

Deno.test("keepLargest() of several of one size keeps the first", () => {
  assertEquals([...keepLargest(Uint8Array.of(0, 1, 0, 1), [2, 2], [1], 8)], [0, 1, 0, 1]);
  assertEquals([...keepLargest(Uint8Array.of(1, 0, 1, 0, 1), [1, 5], [1])], [1, 0, 0, 0, 0]);
});

Deno.test("keepLargest() tells what does not fit", () => {
  const labels = new Uint8Array(8);
  const refuses = (run: () => unknown, message: string) => assertThrows(run, RangeError, message);
  refuses(() => keepLargest(labels, [2, 2], [1]), "found 8 voxels, wanted 4");
  refuses(() => keepLargest(labels, [2, 4], [0]), "class 0: wanted an id from 1 to 255");
  refuses(() => keepLargest(labels, [2, 4], [1, [2, 1]]), "class 1 twice");
  refuses(() => keepLargest(labels, [2, 4], [1], 26), "found connectivity 26, wanted 4 or 8 in 2D");
  refuses(() => keepLargest(labels, [2, 2, 2], [1], 8), "wanted 6, 18 or 26 in 3D");
});
