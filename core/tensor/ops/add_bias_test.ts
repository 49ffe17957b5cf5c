import { assertClose, randomTensor } from "@dragsaw/core/testing";
import { assertThrows } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import { tf } from "../tf.ts";
import { addBias } from "./add_bias.ts";

onEachBackend("addBias() adds to each channel, and its gradient sums over all else", () => {
  tf.tidy(() => {
    for (const shape of [[2, 3, 4, 5], [6, 20], [2, 2, 3, 2, 18]]) {
      const x = randomTensor(shape, "x"), bias = randomTensor(shape.slice(-1), "bias");
      const dy = randomTensor(shape, "dy");
      assertClose(addBias(x, bias), tf.add(x, bias).dataSync());
      const [dx, dbias] = tf.grads((x, bias) => addBias(x, bias))([x, bias], dy);
      assertClose(dx, dy.dataSync());
      assertClose(dbias, tf.sum(dy, shape.slice(1).map((_, axis) => axis)).dataSync());
    }
  });
});

Deno.test("addBias() refuses a bias of other channels", () => {
  tf.tidy(() => {
    assertThrows(() => addBias(tf.ones([2, 3]), tf.ones([2])), RangeError, "x has 3 channels, the bias [2]");
  });
});
