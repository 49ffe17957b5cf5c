import { assertClose, randomTensor } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { gatherUnits } from "./gather_units.ts";

onEachBackend(
  "gatherUnits() takes the same cells of every image, and sends their gradient back there",
  () => {
    tf.tidy(() => {
      const x = randomTensor([2, 3, 4, 5], "x"), cells = tf.tensor1d([7, 0, 11], "int32");
      const [value, back] = [tf.gather(x.reshape([2, 12, 5]), cells, 1), randomTensor([2, 3, 5], "dy")];
      assertClose(gatherUnits(x, cells), value, 0, 0);
      const wanted = tf.buffer([2, 12, 5]), dy = back.dataSync();
      [7, 0, 11].forEach((cell, n) => {
        for (let i = 0; i < 10; i++) {
          wanted.set(dy[(Math.floor(i / 5) * 3 + n) * 5 + i % 5], Math.floor(i / 5), cell, i % 5);
        }
      });
      const found = tf.grad((x: Tensor) => gatherUnits(x, cells))(x, back);
      assertClose(found.reshape([2, 12, 5]), wanted.toTensor(), 0, 0);
    });
  },
);

onEachBackend("gatherUnits() takes other cells of each image, as if they came one by one", () => {
  tf.tidy(() => {
    const x = randomTensor([2, 3, 4, 5], "x"), cells = tf.tensor2d([[7, 0, 11], [3, 7, 1]], [2, 3], "int32");
    const back = randomTensor([2, 3, 5], "dy");
    const oneByOne = (x: Tensor) =>
      tf.concat(tf.split(x, 2).map((image, i) => gatherUnits(image, cells.gather(i))));
    assertClose(gatherUnits(x, cells), oneByOne(x), 0, 0);
    const grad = (fn: (x: Tensor) => Tensor) => tf.grad(fn)(x, back);
    assertClose(grad((x) => gatherUnits(x, cells)), grad(oneByOne), 0, 0);
  });
});
