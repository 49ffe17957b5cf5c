import { assertClose } from "@dragsaw/core/testing";
import { assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import { compile } from "../compile.ts";
import type { Tensor } from "../tf.ts";
import { tf } from "../tf.ts";
import { dropout } from "./dropout.ts";

const key = (n: number): Tensor => tf.tensor1d([7, n], "int32");

onEachBackend("dropout() drops the share that it is told, and scales the rest", () => {
  tf.tidy(() => {
    const y = dropout(tf.ones([4000]), .3, key(0)).dataSync();
    const kept = y.filter((value) => value !== 0);
    assertAlmostEquals(kept.length / y.length, .7, .03);
    assertEquals(kept.every((value) => Math.abs(value - 1 / .7) < 1e-6), true);
  });
});

onEachBackend("dropout() repeats with its key, eager and compiled, and differs with another", async () => {
  const x = tf.ones([64]);
  const eager = tf.tidy(() => dropout(x, .5, key(1)).arraySync());
  assertEquals(tf.tidy(() => dropout(x, .5, key(1)).arraySync()), eager);
  assertNotEquals(tf.tidy(() => dropout(x, .5, key(2)).arraySync()), eager);
  const own = key(1), { y } = await compile(({ x, own }) => ({ y: dropout(x, .5, own) }))({ x, own });
  assertEquals(y.arraySync(), eager);
  tf.dispose([x, own, y]);
});

onEachBackend("dropout() lets gradients through where it let values through", () => {
  tf.tidy(() => {
    const x = tf.fill([32], 2), dy = tf.linspace(1, 32, 32);
    const factor = dropout(x, .4, key(3)).div(2);
    assertClose(tf.grad((x) => dropout(x, .4, key(3)))(x, dy), factor.mul(dy).dataSync());
  });
});
