import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { crop, windowsOf, windowStarts } from "./windows.ts";

Deno.test("windowStarts() covers every pixel, in order, and never leaves the side", () => {
  const sizes = fc.integer({ min: 1, max: 60 }).chain((window) =>
    fc.tuple(fc.integer({ min: 1, max: 200 }), fc.constant(window), fc.integer({ min: 0, max: window - 1 }))
  );
  fc.assert(fc.property(sizes, ([side, window, overlap]) => {
    const starts = windowStarts(side, window, overlap), seen = new Uint8Array(side);
    for (const [i, start] of starts.entries()) {
      assertEquals(i === 0 || start > starts[i - 1], true);
      assertEquals(start === 0 || start + window <= side, true);
      assertEquals(i === 0 || starts[i - 1] + window - start >= overlap, true);
      seen.fill(1, start, start + window);
    }
    assertEquals(seen.every((one) => one === 1), true);
  }));
  assertEquals(windowStarts(10, 4, 1), [0, 3, 6]);
  assertEquals(windowStarts(11, 4, 1), [0, 3, 6, 7]);
  assertEquals(windowStarts(3, 4, 1), [0]);
  assertThrows(() => windowStarts(10, 4, 4), RangeError, "windows of 4 that overlap by 4");
});

Deno.test("windowsOf() and crop() cut an image with each window's own pixels", () => {
  const width = 5, height = 3, data = Uint8Array.from({ length: 30 }, (_, i) => i);
  const regions = windowsOf({ width, height }, [2, 9], [1, 0]);
  assertEquals(regions, [[0, 0, 5, 2], [0, 1, 5, 2]]);
  assertEquals([...crop({ width, channels: 2, data }, [3, 1, 2, 2])], [16, 17, 18, 19, 26, 27, 28, 29]);
});
