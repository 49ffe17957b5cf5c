import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { axisWindows } from "./axis_windows.ts";

const sides = fc.integer({ min: 1, max: 300 }), windows = fc.integer({ min: 1, max: 200 });

Deno.test("axisWindows() cover every voxel with weights above 0, whatever the sizes", () => {
  fc.assert(fc.property(sides, windows, (side, window) => {
    const { starts, weights, totals } = axisWindows(side, window);
    assertEquals([weights.length, totals.length], [window, side]);
    assert(weights.every((weight) => weight >= Math.exp(-8) && weight <= 1) && weights.includes(1));
    totals.forEach((total, at) => {
      const over = starts.filter((start) => start <= at && at < start + window);
      assert(over.length > 0);
      assertAlmostEquals(total, over.reduce((sum, start) => sum + weights[at - start], 0), 1e-12);
    });
  }));
});

Deno.test("axisWindows() overlap by half or more, begin and end with the axis, or hold it in their middle", () => {
  fc.assert(fc.property(sides, windows, (side, window) => {
    const { starts } = axisWindows(side, window);
    if (side <= window) {
      const [start] = starts, after = window - side + start;
      assertEquals(starts.length, 1);
      assert(start <= 0 && (after === -start || after === 1 - start), `${start}`);
      return;
    }
    assertEquals([starts[0], starts[starts.length - 1]], [0, side - window]);
    starts.slice(1).forEach((start, i) => {
      const step = start - starts[i];
      assert(step >= 1 && step <= Math.ceil(window / 2), `${starts}`);
    });
  }));
});

Deno.test("axisWindows() are nnU-Net's", () => {
  // compute_steps_for_sliding_window((110, 128, 66), (64, 128, 31), 0.5)
  assertEquals(axisWindows(110, 64).starts, [0, 23, 46]);
  assertEquals(axisWindows(128, 128).starts, [0]);
  assertEquals(axisWindows(66, 31).starts, [0, 12, 23, 35]);
  // Halves go to the even voxel: compute_steps_for_sliding_window((9,), (4,), 0.5)
  assertEquals(axisWindows(9, 4).starts, [0, 2, 3, 5]);
  // compute_gaussian((8,)) / 10
  const wanted = [3.3546262e-4, 0.011108996, 0.13533528, 0.60653067, 1, 0.60653067, 0.13533528, 0.011108996];
  axisWindows(20, 8).weights.forEach((weight, i) => assertAlmostEquals(weight, wanted[i], 1e-7));
});

Deno.test("axisWindows() refuse what is no whole number from 1", () => {
  for (const [side, window] of [[0, 1], [1, 0], [1.5, 1], [1, NaN]]) {
    assertThrows(() => axisWindows(side, window), RangeError, `found ${window} voxels on an axis of ${side}`);
  }
});
