import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Loss, LossBuildContext } from "@dragsaw/core";
import { createParameters } from "@dragsaw/core/model";
import { createRegistry, OptionError } from "@dragsaw/core/registry";
import {
  assertClose,
  lossContext,
  lossInput,
  lossSuite,
  randomTensor,
  testLabels,
} from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor, Tensor4D } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import plugin, { softDice } from "./mod.ts";
import type { SoftDiceOptions } from "./mod.ts";

const registry = createRegistry([plugin]);
const build = (type: string, options: Record<string, unknown>, context: LossBuildContext): Loss =>
  registry.build("loss", { type, ...options }, context);

const CASES: readonly (readonly [string, Record<string, unknown>])[] = [
  ["cross-entropy", {}],
  ["cross-entropy", { classWeights: [0.2, 1, 3] }],
  ["dice", {}],
  ["dice", { includeBackground: true, smooth: 1 }],
  ["dice", { batch: true }],
  ["dice", { squared: true }],
];
for (const [type, options] of CASES) {
  const name = `${type} ${JSON.stringify(options)}`;
  // Of thousands of pixels each has little weight: larger steps, for float32.
  const gradient = { epsilon: 0.1, tolerance: 0.01 };
  const context = { size: [12, 10] as [number, number] };
  lossSuite({ name, build: (context) => build(type, options, context), gradient, context }, onEachBackend);
  onEachBackend(`${name} of a perfect prediction is 0`, () => {
    tf.tidy(() => {
      const parameters = createParameters(1), loss = build(type, options, lossContext(parameters));
      const labels = testLabels("mixed", [24, 20], 3);
      const logits = tf.mul(tf.oneHot(labels, 3).cast("float32"), 100) as Tensor4D;
      const input = { ...lossInput(loss, lossContext(parameters), "mixed"), logits, labels };
      assertClose(loss.compute(input), 0, 0, 1e-6);
      assert(loss.compute({ ...input, logits: tf.neg(logits) }).dataSync()[0] > 0.5);
      parameters.dispose();
    });
  });
}

/** Soft Dice by loops in float64. */
function diceByHand(p: Tensor, labels: Tensor, options: SoftDiceOptions): number {
  const [batch, height, width, classes] = p.shape as number[],
    probability = p.dataSync(),
    truth = labels.dataSync();
  const ratios: number[] = [], pixels = height * width, first = options.includeBackground ? 0 : 1;
  for (
    const images of options.batch
      ? [Array.from({ length: batch }, (_, b) => b)]
      : Array.from({ length: batch }, (_, b) => [b])
  ) {
    for (let c = first; c < classes; c++) {
      let common = 0, both = 0;
      for (const b of images) {
        for (let i = b * pixels; i < (b + 1) * pixels; i++) {
          const q = probability[i * classes + c], y = truth[i] === c ? 1 : 0;
          common += q * y;
          both += (options.squared ? q * q : q) + y;
        }
      }
      ratios.push((2 * common + options.smooth) / (both + options.smooth));
    }
  }
  return 1 - ratios.reduce((a, b) => a + b, 0) / ratios.length;
}

onEachBackend("softDice() is what its formula says", () => {
  tf.tidy(() => {
    const logits = randomTensor([2, 6, 7, 3], "logits") as Tensor4D,
      labels = testLabels("one empty", [6, 7], 3);
    for (const includeBackground of [false, true]) {
      for (const batch of [false, true]) {
        for (const squared of [false, true]) {
          const options = { includeBackground, batch, squared, smooth: 0.3 };
          assertClose(
            softDice(logits, labels, options),
            diceByHand(tf.softmax(logits), labels, options),
            1e-5,
          );
        }
      }
    }
  });
});

onEachBackend("softDice() of a class that is nowhere, and not predicted, costs nothing", () => {
  tf.tidy(() => {
    const labels = testLabels("empty", [6, 7], 2),
      logits = tf.tile(tf.tensor4d([[[[60, -60]]]]), [2, 6, 7, 1]) as Tensor4D;
    const options = { includeBackground: false, batch: false, squared: false, smooth: 1e-5 };
    assertClose(softDice(logits, labels, options), 0, 0, 1e-6);
  });
});

Deno.test("cross-entropy refuses weights that are not one a class", () => {
  const parameters = createParameters(1);
  const error = assertThrows(
    () => build("cross-entropy", { classWeights: [1, 2] }, lossContext(parameters)),
    OptionError,
    "2 weights for 3 classes",
  );
  assertEquals(error.path, ["classWeights"]);
  parameters.dispose();
});
