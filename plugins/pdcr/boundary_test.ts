import { assert, assertEquals } from "@std/assert";
import { key } from "@dragsaw/core/data";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import fc from "fast-check";
import { onEachBackend } from "../../tests/backends.ts";
import { drawNearBoundary, mixedUnits } from "./boundary.ts";
import { integralImage } from "./integral.ts";

onEachBackend("mixedUnits() tells windows of several classes from those of one", () => {
  tf.tidy(() => {
    // Columns of class 0 0 0 1 1 2 2 2; the second image is of one class.
    const labels = tf.tensor3d([[[0, 0, 0, 1, 1, 2, 2, 2]], [[1, 1, 1, 1, 1, 1, 1, 1]]], [2, 1, 8], "int32");
    const boxes = [-1, 0, 1, 2, 3, 4, 5, 6].map((column) => ({ from: [0, column], to: [1, column + 3] }));
    const mixed = mixedUnits(boxes, [1, 8])(integralImage(labels, 3));
    assertEquals(mixed.arraySync(), [[0, 0, 1, 1, 1, 1, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0]]);
  });
});

const keyOf = (step: number) => tf.tensor1d(key("boundary", step), "int32");

/** Units drawn for one image, of which `near` lie near a boundary. */
function draw(near: number, total: number, count: number, share: number, step = 0): number[] {
  return tf.tidy(() => {
    const mixed = tf.tensor2d([Array.from({ length: total }, (_, i) => Number(i < near))]);
    const drawn = drawNearBoundary(mixed, count, share, keyOf(step));
    assertEquals([drawn.dtype, drawn.shape], ["int32", [1, Math.min(count, total)]]);
    return (drawn.arraySync() as number[][])[0];
  });
}

onEachBackend("drawNearBoundary() keeps its share, and fills up where one sort of units is scarce", () => {
  const places = fc.nat({ max: 60 }), share = fc.double({ min: 0, max: 1, noNaN: true });
  const property = fc.property(
    places,
    places,
    fc.integer({ min: 1, max: 80 }),
    share,
    (a, b, count, share) => {
      const [near, total] = [Math.min(a, b), Math.max(a, b) + 1];
      const drawn = draw(near, total, count, share), all = Math.min(count, total);
      assertEquals(new Set(drawn).size, all);
      assert(drawn.every((unit) => unit >= 0 && unit < total));
      const wanted = Math.round(share * all), found = drawn.filter((unit) => unit < near).length;
      assertEquals(found, Math.min(near, Math.max(wanted, all - (total - near))));
    },
  );
  fc.assert(property, { seed: 1, numRuns: 40 });
});

onEachBackend("drawNearBoundary() draws every unit of a sort as often, others in each step", () => {
  const times = new Array(20).fill(0), steps = 300;
  for (let step = 0; step < steps; step++) for (const unit of draw(5, 20, 6, 0.5, step)) times[unit]++;
  assertEquals(times.reduce((a, b) => a + b), 6 * steps);
  // 3 of 5 near the boundary, 3 of 15 elsewhere.
  times.forEach((n, unit) => assert(Math.abs(n / steps - (unit < 5 ? 0.6 : 0.2)) < 0.1, `${unit}: ${n}`));
}, { only: ["tensorflow"] });

onEachBackend(
  "drawNearBoundary() draws for each image by its own boundary, whatever its place in the batch",
  () => {
    tf.tidy(() => {
      const images = [[1, 1, 1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1, 1, 1], new Array(8).fill(0)];
      const mixed = tf.tensor2d(images);
      const drawn = drawNearBoundary(mixed, 4, 0.75, keyOf(1));
      const [first, last] = drawn.arraySync() as number[][];
      assert(first.slice(0, 3).every((unit) => unit < 3) && last.slice(0, 3).every((unit) => unit > 4));
      const turned = drawNearBoundary(tf.reverse(mixed, 0), 4, 0.75, keyOf(1)) as Tensor;
      assertEquals(tf.reverse(turned, 0).arraySync(), drawn.arraySync());
    });
  },
);
