import { assertEquals, assertThrows } from "@std/assert";
import { classCounts, confusionMatrix, poolConfusion } from "./confusion.ts";

const truth = Uint8Array.of(0, 0, 1, 1, 2, 2);
const prediction = Uint8Array.of(0, 1, 1, 1, 0, 2);

Deno.test("confusionMatrix() has a row for each true class", () => {
  assertEquals([...confusionMatrix(prediction, truth, 3)], [1, 1, 0, 0, 2, 0, 1, 0, 1]);
});

Deno.test("confusionMatrix() refuses labels that are not classes", () => {
  assertThrows(() => confusionMatrix(prediction, truth, 2), RangeError, "true label 2 at pixel 4");
});

Deno.test("classCounts() splits the pixels of each class in four", () => {
  const counts = classCounts(confusionMatrix(prediction, truth, 3), 3);
  assertEquals(counts[1], { tp: 2, fp: 1, fn: 0, tn: 3 });
  assertEquals(counts[2], { tp: 1, fp: 0, fn: 1, tn: 4 });
});

Deno.test("poolConfusion() adds and leaves its inputs alone", () => {
  const one = confusionMatrix(prediction, truth, 3);
  assertEquals([...poolConfusion([one, one])], [...one].map((count) => 2 * count));
  assertEquals(one[0], 1);
});
