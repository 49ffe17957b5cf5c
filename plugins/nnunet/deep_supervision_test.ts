import { assertClose, randomTensor } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor5D } from "@dragsaw/core/tensor";
import { assertEquals, assertThrows } from "@std/assert";
import { onEachBackend } from "../../tests/backends.ts";
import { deepSupervision, resolutionWeights, subsample } from "./deep_supervision.ts";
import { diceCrossEntropy } from "./dice_cross_entropy.ts";

Deno.test("resolutionWeights() halve from resolution to resolution and are 1 in all", () => {
  assertEquals(resolutionWeights(3), [4 / 7, 2 / 7, 1 / 7]);
  assertEquals(resolutionWeights(1), [1]);
});

onEachBackend("subsample() takes every n-th voxel from the first, and keeps ids and their type", () => {
  tf.tidy(() => {
    const labels = tf.range(0, 48, 1, "int32").reshape([1, 4, 3, 4]);
    const some = subsample(labels, [2, 1, 2]);
    assertEquals([some.shape, some.dtype], [[1, 2, 3, 2], "int32"]);
    assertEquals([...some.dataSync()], [0, 2, 4, 6, 8, 10, 24, 26, 28, 30, 32, 34]);
    assertEquals([...subsample(labels, [4, 2, 3]).dataSync()], [0, 3, 8, 11]);
    assertEquals(subsample(labels, [1, 1, 1]), labels);
  });
});

onEachBackend("deepSupervision() weighs the losses of the resolutions", () => {
  tf.tidy(() => {
    const logits = [[4, 4, 4], [2, 2, 2], [2, 1, 1]].map((size) =>
      randomTensor([2, ...size, 3], "z") as Tensor5D
    );
    const labels = tf.range(0, 128, 1, "int32").mod(tf.scalar(3, "int32")).reshape([2, 4, 4, 4]);
    const terms = [
      diceCrossEntropy(logits[0], labels),
      diceCrossEntropy(logits[1], labels.stridedSlice([0, 0, 0, 0], [2, 4, 4, 4], [1, 2, 2, 2])),
      diceCrossEntropy(logits[2], labels.stridedSlice([0, 0, 0, 0], [2, 4, 4, 4], [1, 2, 4, 4])),
    ].map((term) => term.dataSync()[0]);
    const found = deepSupervision(logits, labels, [[1, 1, 1], [2, 2, 2], [2, 4, 4]]);
    assertClose(found, (4 * terms[0] + 2 * terms[1] + terms[2]) / 7);
    assertThrows(() => deepSupervision(logits, labels, [[1, 1, 1], [1, 2, 2], [2, 4, 4]]), RangeError);
  });
});
