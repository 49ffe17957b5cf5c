import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { tf } from "../tensor/tf.ts";
import { onEachBackend } from "../../tests/backends.ts";
import { clipByGlobalNorm, globalNorm } from "./clip.ts";

onEachBackend("globalNorm() is the length of all gradients as one vector", () => {
  tf.tidy(() => {
    const norm = globalNorm([tf.tensor2d([[3, 0]]), tf.scalar(4), tf.tensor1d([12, 0, 0])]);
    assertEquals(norm.dataSync()[0], 13);
  });
});

onEachBackend("clipByGlobalNorm() scales long gradients together and leaves short ones", () => {
  tf.tidy(() => {
    const gradients = [tf.tensor1d([3, 0]), tf.scalar(-4)];
    const [a, b] = clipByGlobalNorm(gradients, 2.5);
    assertEquals([...a.dataSync(), ...b.dataSync()], [1.5, 0, -2]);
    const [c, d] = clipByGlobalNorm(gradients, 5.5);
    assertEquals([...c.dataSync(), ...d.dataSync()], [3, 0, -4]);
    const [zero] = clipByGlobalNorm([tf.zeros([3])], 1);
    assertEquals([...zero.dataSync()], [0, 0, 0]);
  });
});

onEachBackend("clipByGlobalNorm() shows a gradient that is not finite in all of them", () => {
  tf.tidy(() => {
    const [a, b] = clipByGlobalNorm([tf.tensor1d([1, 2]), tf.scalar(NaN)], 1);
    assert([...a.dataSync(), ...b.dataSync()].every(Number.isNaN));
  });
});

onEachBackend("clipByGlobalNorm() leaves no tensors but its results", () => {
  const gradients = [tf.tensor1d([3, 0]), tf.scalar(-4)];
  const before = tf.memory().numTensors;
  const clipped = clipByGlobalNorm(gradients, 1);
  assertEquals(tf.memory().numTensors - before, 2);
  assertAlmostEquals(clipped[1].dataSync()[0], -0.8, 1e-7);
  tf.dispose([gradients, clipped]);
});

Deno.test("clipByGlobalNorm() refuses a limit that is not positive", () => {
  assertThrows(() => clipByGlobalNorm([tf.scalar(1)], 0), RangeError, "must be above 0");
  assertThrows(() => clipByGlobalNorm([tf.scalar(1)], NaN), RangeError);
});
