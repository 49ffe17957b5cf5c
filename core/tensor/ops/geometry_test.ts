import { assertEquals, assertThrows } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import type { Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { outputSize, padded } from "./geometry.ts";

Deno.test("outputSize() is PyTorch's", () => {
  assertEquals(outputSize(384, 3, { stride: 2, dilation: 1, padding: 1 }), 192);
  assertEquals(outputSize(385, 3, { stride: 2, dilation: 1, padding: 1 }), 193);
  assertEquals(outputSize(24, 3, { stride: 1, dilation: 18, padding: 18 }), 24);
  assertEquals(outputSize(5, 2, { stride: 2, dilation: 1, padding: 0 }), 2);
  assertThrows(() => outputSize(2, 3, { stride: 1, dilation: 1, padding: 0 }), RangeError, "does not fit");
  assertThrows(() => outputSize(9, 3, { stride: 1, dilation: 1, padding: -1 }), RangeError, "padding -1");
});

onEachBackend("padded() copies only where TensorFlow has no word for the padding", () => {
  tf.tidy(() => {
    const x = (size: number) => tf.zeros([1, size, size, 1]) as Tensor4D;
    const at = (size: number, stride: number, padding: number) => {
      const { x: y, pad } = padded(x(size), [3, 3], { stride, dilation: 1, padding });
      return [pad, y.shape[1]];
    };
    assertEquals(at(8, 1, 0), ["valid", 8]);
    assertEquals(at(8, 1, 1), ["same", 8]);
    assertEquals(at(9, 2, 1), ["same", 9]);
    assertEquals(at(8, 2, 1), ["valid", 10]);
    assertEquals(at(8, 1, 2), ["valid", 12]);
  });
}, { only: ["js"] });
