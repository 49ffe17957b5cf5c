import { assert, assertEquals } from "@std/assert";
import { createParameters } from "@dragsaw/core/model";
import { assertClose, checkGradient, randomTensor } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { contrast } from "./contrast.ts";
import { temperatureOf } from "./temperature.ts";

onEachBackend("temperatureOf() learns one weight that starts at 1 and stays within .1 and 10", () => {
  const parameters = createParameters(0);
  const tau = temperatureOf("learned", parameters), [{ name, variable, trainable }] = parameters.all;
  assertEquals([name, variable.shape, trainable], ["temperature", [], true]);
  tf.tidy(() => {
    assertEquals(tf.tidy(() => (tau() as tf.Tensor).dataSync()[0]), 1);
    for (const [x, wanted] of [[-50, 0.1], [50, 10], [Math.atanh(0.5), Math.sqrt(10)]]) {
      variable.assign(tf.scalar(x));
      assertClose(tau() as tf.Tensor, wanted, 1e-5);
    }
  });
  parameters.dispose();
});

Deno.test("temperatureOf() makes no weight for a number", () => {
  const parameters = createParameters(0);
  assertEquals(temperatureOf(0.07, parameters)(), 0.07);
  assertEquals(parameters.all, []);
});

for (const form of ["paper", "released2d", "unweighted", "diagonal", "sigmoid-l1", "supcon"] as const) {
  onEachBackend(`contrast() in the form ${form} has a gradient for its temperature`, () => {
    tf.tidy(() => {
      const f = randomTensor([2, 4, 6], "f"), g = randomTensor([2, 4, 6], "g");
      const d = tf.abs(tf.sin(randomTensor([2, 3, 4, 4], "d")));
      for (const other of [f, g]) {
        const at = (temperature: number | tf.Tensor) =>
          contrast(f, other, d, { form, temperature, reduction: "mean" });
        assertClose(at(tf.scalar(0.4)), at(0.4), 1e-5);
        // The absolute value of sigmoid-l1 has kinks.
        const epsilon = form === "sigmoid-l1" ? 0.001 : 0.01;
        checkGradient(({ tau }) => at(tau), { tau: tf.scalar(0.4) }, { epsilon, tolerance: 0.01 });
        const slope = tf.grad((tau: tf.Tensor) => at(tau))(tf.scalar(0.4)).dataSync()[0];
        assert(Number.isFinite(slope) && slope !== 0);
      }
    });
  });
}
