import { assertThrows } from "@std/assert";
import { onEachBackend } from "../../tests/backends.ts";
import { createParameters } from "../model/parameters.ts";
import type { Tensor } from "../tensor/tf.ts";
import { tf } from "../tensor/tf.ts";
import { checkWeightGradients } from "./check_weight_gradients.ts";

/** y = x, with a gradient that is `factor` times what it should be. */
function flawed(x: Tensor, factor: number): Tensor {
  return tf.customGrad((x) => ({ value: (x as Tensor).clone(), gradFunc: (dy: Tensor) => dy.mul(factor) }))(
    x,
  );
}

onEachBackend("checkWeightGradients() accepts a right gradient and refuses one that is a tenth off", () => {
  const parameters = createParameters(3);
  const a = parameters.weight("a", [4, 3], { kind: "normal", deviation: 1 });
  const b = parameters.weight("b", [4, 3], { kind: "normal", deviation: 1 });
  tf.tidy(() => {
    const through = (factor: number) => () => tf.relu(flawed(a, factor).mul(b));
    checkWeightGradients(through(1), parameters.all);
    assertThrows(
      () => checkWeightGradients(through(1.1), parameters.all),
      Error,
      "Weight gradients are wrong",
    );
  });
  parameters.dispose();
});

onEachBackend("checkWeightGradients() names a weight without gradient", () => {
  const parameters = createParameters(3);
  const used = parameters.weight("used", [2], { kind: "ones" });
  parameters.weight("idle", [2], { kind: "ones" });
  tf.tidy(() => {
    assertThrows(() => checkWeightGradients(() => used.square(), parameters.all), Error, '"idle"');
  });
  parameters.dispose();
});
