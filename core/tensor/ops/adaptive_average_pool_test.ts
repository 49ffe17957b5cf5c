import { assertThrows } from "@std/assert";
import { assertClose, checkGradient, randomTensor } from "@dragsaw/core/testing";
import { onEachBackend } from "../../../tests/backends.ts";
import { tf } from "../tf.ts";
import type { Tensor4D } from "../tf.ts";
import { adaptiveAveragePool } from "./adaptive_average_pool.ts";

onEachBackend("adaptiveAveragePool() takes means over bins that overlap where sizes do not divide", () => {
  tf.tidy(() => {
    const ramp = tf.range(0, 5).reshape([1, 1, 5, 1]) as Tensor4D; // bins of columns: 0 1, 1 2 3, 3 4
    assertClose(adaptiveAveragePool(ramp, 1, 3), [.5, 2, 3.5]);
    assertClose(adaptiveAveragePool(ramp, 1, 5), [0, 1, 2, 3, 4]);
    const x = randomTensor([2, 4, 6, 3], "x") as Tensor4D;
    assertClose(adaptiveAveragePool(x, 1, 1), x.mean([1, 2], true), 1e-5);
    assertClose(adaptiveAveragePool(x, 2, 3), tf.avgPool(x, 2, 2, "valid"), 1e-5);
    // more bins than values: each is the value it lies on
    assertClose(adaptiveAveragePool(tf.tensor4d([1, 2], [1, 1, 2, 1]), 1, 4), [1, 1, 2, 2]);
  });
});

onEachBackend("adaptiveAveragePool() has the gradient that differences show", () => {
  tf.tidy(() => {
    const x = randomTensor([2, 5, 7, 2], "x") as Tensor4D;
    checkGradient(({ x }) => adaptiveAveragePool(x, 2, 3), { x });
  });
});

onEachBackend("adaptiveAveragePool() refuses what is no number of bins", () => {
  tf.tidy(() => {
    const x = tf.ones([1, 2, 2, 1]) as Tensor4D;
    for (const bins of [0, 1.5]) assertThrows(() => adaptiveAveragePool(x, bins, 1), RangeError, `${bins}`);
  });
});
