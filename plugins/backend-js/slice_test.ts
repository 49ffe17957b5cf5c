import { activate, tf } from "@dragsaw/core/tensor";
import { assertEquals } from "@std/assert";
import { js } from "./mod.ts";

const backend = await js.open();

/** Runs `fn` with our kernels and with tfjs's own. */
async function onBoth(fn: () => tf.Tensor[]): Promise<unknown[]> {
  await activate(backend);
  const ours = tf.tidy(() => fn().map((tensor) => [tensor.dtype, tensor.arraySync()]));
  await tf.setBackend("cpu");
  const theirs = tf.tidy(() => fn().map((tensor) => [tensor.dtype, tensor.arraySync()]));
  await activate(backend);
  return [ours, theirs];
}

const CASES: readonly [string, () => tf.Tensor[]][] = [
  ["blocks", () => [tf.range(0, 120).reshape([2, 3, 4, 5]).slice([1, 0, 2, 1], [1, 2, 2, 3])]],
  [
    "whole rows and the rest of an axis",
    () => [tf.range(0, 24).reshape([4, 6]).slice([1], [2]), tf.range(0, 9).slice(4)],
  ],
  [
    "whole numbers and truths",
    () => [
      tf.tensor2d([[1, 2], [3, 4]], [2, 2], "int32").slice([0, 1]),
      tf.tensor1d([true, false], "bool").slice(1),
    ],
  ],
  ["words", () => [tf.tensor1d(["a", "b", "c"]).slice(1, 2)]],
  ["nothing", () => [tf.range(0, 6).reshape([2, 3]).slice([0, 1], [2, 0])]],
  ["equal parts", () => tf.split(tf.range(0, 24).reshape([2, 3, 4]), 2, 2)],
  ["unequal parts along a negative axis", () => tf.split(tf.range(0, 24).reshape([4, 3, 2]), [1, 2], -2)],
];

for (const [what, fn] of CASES) {
  Deno.test(`slicing ${what} gives what tfjs gives`, async () => {
    const [ours, theirs] = await onBoth(fn);
    assertEquals(ours, theirs);
  });
}
