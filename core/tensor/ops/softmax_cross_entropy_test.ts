import { assertClose, checkGradient, randomTensor } from "@dragsaw/core/testing";
import { assertThrows } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import type { Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { softmaxCrossEntropy } from "./softmax_cross_entropy.ts";

const WEIGHTS = [0.2, 1, 3];
const labelsOf = (values: number[]) => tf.tensor(values, [2, 2, 3], "int32");
const LABELS = [0, 1, 2, 2, 1, 0, 0, 0, 1, 2, 2, 1];

/** The formula, in float64. */
function defined(logits: ArrayLike<number>, labels: readonly number[], weights: readonly number[]): number {
  let sum = 0, total = 0;
  labels.forEach((label, n) => {
    if (!(label in weights)) return;
    const z = weights.map((_, k) => logits[n * weights.length + k]);
    sum += weights[label] * (Math.log(z.reduce((s, v) => s + Math.exp(v), 0)) - z[label]);
    total += weights[label];
  });
  return sum / total;
}

onEachBackend("softmaxCrossEntropy() is PyTorch's weighted mean", () => {
  tf.tidy(() => {
    const logits = randomTensor([2, 2, 3, 3], "z") as Tensor4D, z = logits.dataSync();
    assertClose(softmaxCrossEntropy(logits, labelsOf(LABELS)), defined(z, LABELS, [1, 1, 1]));
    assertClose(softmaxCrossEntropy(logits, labelsOf(LABELS), WEIGHTS), defined(z, LABELS, WEIGHTS));
  });
});

onEachBackend("softmaxCrossEntropy() leaves void labels out of sum and weight", () => {
  tf.tidy(() => {
    const logits = randomTensor([2, 2, 3, 3], "z") as Tensor4D;
    const labels = LABELS.map((label, i) => i === 3 ? 255 : i === 5 ? -1 : label);
    assertClose(
      softmaxCrossEntropy(logits, labelsOf(labels), WEIGHTS),
      defined(logits.dataSync(), labels, WEIGHTS),
    );
    const gradient = tf.grad((z) => softmaxCrossEntropy(z as Tensor4D, labelsOf(labels)))(logits);
    assertClose(gradient.reshape([12, 3]).gather([3, 5]), tf.zeros([2, 3]), 0, 0);
  });
});

onEachBackend("softmaxCrossEntropy() has the gradient that differences give", () => {
  const z = randomTensor([2, 2, 3, 3], "z"), labels = labelsOf(LABELS);
  checkGradient(({ z }) => softmaxCrossEntropy(z as Tensor4D, labels, WEIGHTS), { z }, { epsilon: 0.05 });
  tf.dispose([z, labels]);
});

onEachBackend("softmaxCrossEntropy() stays finite for logits of a thousand", () => {
  tf.tidy(() => {
    const logits = tf.tensor4d([1000, -1000, -1000, 1000], [1, 1, 2, 2]),
      labels = tf.tensor([0, 0], [1, 1, 2], "int32");
    assertClose(softmaxCrossEntropy(logits, labels), 1000);
    assertClose(tf.grad((z) => softmaxCrossEntropy(z as Tensor4D, labels))(logits), [0, 0, -0.5, 0.5]);
  });
});

onEachBackend("softmaxCrossEntropy() refuses labels and weights that do not fit", () => {
  const logits = tf.zeros([1, 2, 2, 3]) as Tensor4D,
    labels = tf.zeros([1, 2, 2], "int32"),
    few = tf.zeros([1, 2], "int32");
  assertThrows(() => softmaxCrossEntropy(logits, few), RangeError, "[1,2]");
  assertThrows(() => softmaxCrossEntropy(logits, labels, [1, 2]), RangeError, "2 class weights");
  tf.dispose([logits, labels, few]);
});
