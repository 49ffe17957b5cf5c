import { tf } from "@dragsaw/core/tensor";
import { assert, assertEquals } from "@std/assert";
import { tensorflow } from "../mod.ts";

const probe = await tensorflow.probe();
if (probe.ok) await tensorflow.open();

/** Registers a test that fails when it leaves a tensor behind. */
function test(name: string, fn: () => void): void {
  Deno.test({
    name,
    ignore: !probe.ok,
    fn() {
      const before = tf.memory().numTensors;
      tf.tidy(fn);
      assertEquals(tf.memory().numTensors, before, "Tensors were left behind");
    },
  });
}

test("gather() takes rows, and TensorFlow refuses indices outside", () => {
  const x = tf.tensor2d([[1, 2], [3, 4], [5, 6]]);
  assertEquals([...tf.gather(x, tf.tensor1d([2, 0], "int32")).dataSync()], [5, 6, 1, 2]);
  let message = "";
  try {
    tf.gather(x, tf.tensor1d([3], "int32"));
  } catch (error) {
    message = (error as Error).message;
  }
  assert(message.includes("GatherV2") && message.includes("[0, 3)"), message);
});

test("mean() takes whole numbers and yes or no", () => {
  assertEquals([...tf.tensor2d([[1, 2], [3, 5]], [2, 2], "int32").mean(1).dataSync()], [1.5, 4]);
  assertEquals(tf.tensor1d([true, false, true, true], "bool").mean().dataSync()[0], .75);
  assertEquals(tf.ones([2, 3]).mean(0, true).shape, [1, 3]);
});

test("round() keeps whole numbers and rounds halves to even", () => {
  assertEquals([...tf.tensor1d([-12345678, 10], "int32").round().dataSync()], [-12345678, 10]);
  assertEquals([...tf.tensor1d([.5, 1.5, -2.7]).round().dataSync()], [0, 2, -3]);
});

test("multinomial() takes tfjs's fractional seeds", () => {
  const drawn = tf.multinomial(tf.tensor1d([-100, 100]), 5, 3.14);
  assertEquals([...drawn.dataSync()], [1, 1, 1, 1, 1]);
});
