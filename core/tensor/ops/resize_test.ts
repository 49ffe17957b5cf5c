import { assertClose, checkAdjoint, randomTensor, toTensor } from "@dragsaw/core/testing";
import type { GoldenArray } from "@dragsaw/core/testing";
import { assertEquals, assertThrows } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import { readGolden } from "../../../tests/goldens.ts";
import type { Tensor, Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { portableResizeBilinear, resizeBilinear } from "./resize_bilinear.ts";
import { resizeNearest } from "./resize_nearest.ts";

interface Case {
  mode: "bilinear" | "nearest";
  align_corners: boolean;
  out_h: number;
  out_w: number;
  expected: GoldenArray;
  upstream_grad?: GoldenArray;
  expected_grad?: GoldenArray;
}
const golden = readGolden<{ x: GoldenArray; cases: Case[] }>("resize");

for (const mode of ["bilinear", "nearest"] as const) {
  onEachBackend(`resize ${mode} gives PyTorch's values and gradients`, () => {
    for (
      const { align_corners: alignCorners, out_h, out_w, ...wanted } of golden.cases.filter((c) =>
        c.mode === mode
      )
    ) {
      tf.tidy(() => {
        const resize = (x: Tensor) =>
          mode === "nearest"
            ? resizeNearest(x as Tensor4D, out_h, out_w)
            : resizeBilinear(x as Tensor4D, out_h, out_w, { alignCorners });
        const x = toTensor(golden.x), at = `${out_h} x ${out_w}, corners ${alignCorners}`;
        assertClose(resize(x), wanted.expected, 1e-5, 1e-6, at);
        if (!wanted.upstream_grad || !wanted.expected_grad) return;
        assertClose(tf.grad(resize)(x, toTensor(wanted.upstream_grad)), wanted.expected_grad, 1e-5, 2e-6, at);
      });
    }
  });
}

onEachBackend("resizeBilinear() by the backend and by matrices are the same, in both directions", () => {
  for (const [h, w, height, width] of [[7, 5, 20, 11], [16, 16, 8, 8], [9, 12, 4, 5], [1, 1, 3, 4]]) {
    tf.tidy(() => {
      const x = randomTensor([2, h, w, 20], "x") as Tensor4D, dy = randomTensor([2, height, width, 20], "dy");
      assertClose(resizeBilinear(x, height, width), portableResizeBilinear(x, height, width));
      assertClose(
        tf.grad((x) => resizeBilinear(x as Tensor4D, height, width))(x, dy),
        tf.grad((x) => portableResizeBilinear(x as Tensor4D, height, width))(x, dy),
      );
    });
  }
});

onEachBackend("resizeNearest() has its adjoint as gradient", () => {
  for (const [height, width] of [[8, 12], [3, 5], [4, 6], [164, 9]]) {
    const x = tf.zeros([2, 4, 6, 3]);
    checkAdjoint(
      (x) => resizeNearest(x as Tensor4D, height, width),
      (dy) => tf.tidy(() => tf.grad((x) => resizeNearest(x as Tensor4D, height, width))(x, dy)),
      { input: [2, 4, 6, 3], output: [2, height, width, 3] },
    );
    x.dispose();
  }
});

onEachBackend("resizeNearest() keeps label ids and their type", () => {
  tf.tidy(() => {
    const labels = tf.tensor4d([0, 1, 255, 7], [1, 2, 2, 1], "int32");
    const large = resizeNearest(labels, 4, 3);
    assertEquals(large.dtype, "int32");
    assertEquals([...large.dataSync()], [0, 0, 1, 0, 0, 1, 255, 255, 7, 255, 255, 7]);
  });
});

onEachBackend("resizeNearest() takes the exact source where a rounded scale would miss it", () => {
  for (const out of [82, 94, 110]) {
    tf.tidy(() => {
      const x = tf.tensor4d([0, 1], [1, 2, 1, 1]);
      const wanted = Array.from({ length: out }, (_, i) => Math.floor(i * 2 / out));
      assertEquals([...resizeNearest(x, out, 1).dataSync()], wanted);
    });
  }
});

onEachBackend("resize refuses a size that is not a whole number from 1", () => {
  const x = tf.zeros([1, 2, 2, 1]) as Tensor4D;
  assertThrows(() => resizeBilinear(x, 0, 2), RangeError, "0 x 2");
  assertThrows(() => resizeNearest(x, 2, 2.5), RangeError, "2 x 2.5");
  x.dispose();
});
