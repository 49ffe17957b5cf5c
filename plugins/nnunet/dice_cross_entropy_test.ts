import { assertClose, checkGradient, randomTensor } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor5D } from "@dragsaw/core/tensor";
import { assertEquals, assertThrows } from "@std/assert";
import { onEachBackend } from "../../tests/backends.ts";
import { diceCrossEntropy } from "./dice_cross_entropy.ts";

const SHAPE = [2, 3, 4, 5, 4] as const, VOXELS = 120, CLASSES = 4;
const LABELS = Array.from({ length: VOXELS }, (_, i) => i * 7 % 11 % CLASSES);
const labelsOf = (values: readonly number[]) => tf.tensor([...values], SHAPE.slice(0, 4), "int32");
/** Logits whose loss and gradient PyTorch was asked for. */
const wave = () =>
  tf.tensor(
    Array.from({ length: VOXELS * CLASSES }, (_, i) => 2 * Math.sin(12.9898 * (i + 1) + 78.233 * 6)),
    [...SHAPE],
  ) as Tensor5D;

/** The formula, in float64; a label that is no class masks its voxel. */
function defined(logits: ArrayLike<number>, labels: readonly number[]): number {
  let entropy = 0, count = 0;
  const sums = Array.from({ length: 2 * CLASSES }, () => ({ both: 0, p: 0, y: 0 }));
  labels.forEach((label, n) => {
    if (label < 0 || label >= CLASSES) return;
    const z = Array.from({ length: CLASSES }, (_, k) => logits[n * CLASSES + k]);
    const total = z.reduce((sum, value) => sum + Math.exp(value), 0);
    entropy += Math.log(total) - z[label];
    count++;
    z.forEach((value, k) => {
      const sum = sums[Math.floor(n / (VOXELS / 2)) * CLASSES + k], y = k === label ? 1 : 0;
      sum.both += y * Math.exp(value) / total;
      sum.p += Math.exp(value) / total;
      sum.y += y;
    });
  });
  const dice = sums.map(({ both, p, y }) => (2 * both + 1e-5) / (p + y + 1e-5)).filter((_, i) => i % CLASSES);
  return entropy / count - dice.reduce((a, b) => a + b) / dice.length;
}

onEachBackend("diceCrossEntropy() gives PyTorch's value and gradient", () => {
  tf.tidy(() => {
    const logits = wave(), labels = labelsOf(LABELS);
    assertClose(diceCrossEntropy(logits, labels), 1.1982298711405264);
    const gradient = tf.grad((z) => diceCrossEntropy(z as Tensor5D, labels))(logits);
    const wanted = [
      -0.00764332328433,
      0.00111113090589,
      0.00202570232418,
      0.00450649005426,
      0.00105924918691,
    ];
    assertClose(gradient.flatten().slice(0, 5), wanted, 1e-4);
  });
});

onEachBackend("diceCrossEntropy() is its formula, void voxels left out, classes that are nowhere too", () => {
  tf.tidy(() => {
    const logits = randomTensor(SHAPE, "z") as Tensor5D, z = logits.dataSync();
    const some = LABELS.map((label, i) => i % 5 === 0 ? 255 : i % 7 === 0 ? -1 : label);
    const none = LABELS.map(() => 0), one = LABELS.map((label, i) => i < 60 && label === 3 ? 0 : label);
    for (const labels of [LABELS, some, none, one]) {
      assertClose(diceCrossEntropy(logits, labelsOf(labels)), defined(z, labels));
    }
    const gradient = tf.grad((z) => diceCrossEntropy(z as Tensor5D, labelsOf(some)))(logits);
    assertClose(gradient.reshape([VOXELS, CLASSES]).gather([0, 5, 7, 14]), tf.zeros([4, CLASSES]), 0, 0);
  });
});

onEachBackend("diceCrossEntropy() has the gradient that differences give", () => {
  const z = randomTensor(SHAPE, "z"), labels = labelsOf(LABELS.map((label, i) => i % 9 ? label : 255));
  checkGradient(({ z }) => diceCrossEntropy(z as Tensor5D, labels), { z }, { epsilon: .05 });
  tf.dispose([z, labels]);
});

onEachBackend("diceCrossEntropy() leaves no tensor but its value, and refuses other labels", () => {
  const logits = wave(), labels = labelsOf(LABELS), few = tf.zeros([2, 3, 4], "int32");
  const before = tf.memory().numTensors;
  const value = diceCrossEntropy(logits, labels);
  assertEquals(tf.memory().numTensors - before, 1);
  assertThrows(() => diceCrossEntropy(logits, few), RangeError, "[2,3,4]");
  tf.dispose([value, logits, labels, few]);
});
