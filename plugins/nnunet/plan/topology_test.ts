import { assertEquals } from "@std/assert";
import type { Triple } from "@dragsaw/core/volume";
import fc from "fast-check";
import { topologyOf } from "./topology.ts";

const text = (triples: readonly Triple[]) => triples.map((triple) => triple.join("")).join(" ");

Deno.test("topologyOf() gives nnU-Net's networks: hippocampus, left atrium, spleen, spinal cord, slices", () => {
  // Strides and kernels that nnU-Net 2.8.1 plans for patches of these spacings
  const known: [Triple, Triple, string, string][] = [
    [[1, 1, 1], [40, 56, 40], "111 222 222 222", "333 333 333 333"],
    [[.625, .625, .625], [96, 128, 192], "111 222 222 222 222 122", "333 333 333 333 333 333"],
    [[5, .795, .795], [28, 192, 192], "111 122 122 222 222 122", "133 133 333 333 333 333"],
    [[1, .922, .922], [80, 80, 56], "111 222 222 222 221", "333 333 333 333 333"],
  ];
  for (const [spacing, patch, strides, kernels] of known) {
    const topology = topologyOf(spacing, patch);
    assertEquals([text(topology.strides), text(topology.kernels)], [strides, kernels]);
    assertEquals(topology.patch, patch);
  }
  const slices = topologyOf([5, 1, 1], [1, 256, 256], true);
  assertEquals(text(slices.strides), "111 122 122 122 122 122 122");
  assertEquals(text(slices.kernels), "133 133 133 133 133 133 133");
});

Deno.test("topologyOf() fills sides up to multiples, and leaves at least 4 voxels", () => {
  assertEquals(topologyOf([1, 1, 1], [36, 50.5, 35]).patch, [40, 56, 40]);
  const side = fc.integer({ min: 1, max: 300 }), mm = fc.double({ min: .2, max: 12, noNaN: true });
  fc.assert(fc.property(fc.tuple(side, side, side), fc.tuple(mm, mm, mm), (patch, spacing) => {
    const { strides, kernels, unit, patch: filled } = topologyOf(spacing, patch);
    assertEquals(kernels.length, strides.length);
    for (const k of [0, 1, 2]) {
      assertEquals(unit[k], strides.reduce((product, stride) => product * stride[k], 1));
      assertEquals(filled[k] % unit[k], 0);
      assertEquals(filled[k] - patch[k] < unit[k] && filled[k] >= patch[k], true);
      assertEquals(unit[k] === 1 || filled[k] / unit[k] >= 4, true);
    }
  }));
});

Deno.test("topologyOf() halves a single axis while it has 12 voxels, or once", () => {
  assertEquals(text(topologyOf([1, 1, 1], [4, 4, 23]).strides), "111 112 112");
  assertEquals(text(topologyOf([1, 1, 1], [4, 4, 22]).strides), "111 112");
  assertEquals(text(topologyOf([1, 1, 1], [4, 4, 8]).strides), "111 112");
  assertEquals(topologyOf([1, 1, 1], [7, 7, 7]).strides.length, 1);
});
