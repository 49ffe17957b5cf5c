import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Model } from "../model/model.ts";
import { createParameters } from "../model/parameters.ts";
import type { Parameters } from "../model/parameters.ts";
import { PIXEL } from "../model/receptive_field.ts";
import type { Refiner } from "../model/refiner.ts";
import { tf } from "../tensor/tf.ts";
import type { Tensor, Tensor4D } from "../tensor/tf.ts";
import { checkGradient } from "./check_gradient.ts";
import { checkWeightGradients, snapshot } from "./check_weight_gradients.ts";
import { plainForward } from "./forward.ts";
import type { Register } from "./model_suite.ts";
import { randomTensor } from "./numbers.ts";

/** A refiner to put through {@linkcode refinerSuite}. */
export interface RefinerCase {
  /** Put before what each test says. */
  readonly name: string;
  /** Builds it for `slots` of `model`. */
  readonly build: (context: { parameters: Parameters; model: Model; slots: string[] }) => Refiner;
}

/** A model that is nothing but slots: `a` with 3 channels and `deep.b` with 5. */
const model: Model = {
  slots: { "a": { channels: 3, field: PIXEL }, "deep.b": { channels: 5, field: PIXEL } },
  forward: (images) => images,
};

/** What every refiner must do; see {@linkcode Refiner}. */
export function refinerSuite({ name, build }: RefinerCase, register: Register = Deno.test): void {
  const slots = Object.keys(model.slots);
  const features = (slot: string) => randomTensor([2, 4, 5, model.slots[slot].channels], slot) as Tensor4D;
  const test = (claim: string, fn: (refiner: Refiner, parameters: Parameters) => void) =>
    register(`${name} ${claim}`, () => {
      const parameters = createParameters(7);
      try {
        tf.tidy(() => fn(build({ parameters, model, slots }), parameters));
      } finally {
        parameters.dispose();
      }
    });

  test("keeps the shape at each of its slots", (refiner) => {
    assertEquals(refiner.slots, slots);
    for (const slot of slots) {
      for (const training of [true, false]) {
        const x = features(slot);
        const refined = refiner.apply(slot, x, plainForward(training));
        assertEquals(refined.features.shape, x.shape);
        if (!refined.uncertainty) continue;
        assertEquals(refined.uncertainty.shape, [2, 4, 5, 1]);
        assert(refined.uncertainty.dataSync().every((value) => value >= 0 && value <= 1 + 1e-6));
      }
    }
  });

  test("refuses a slot that it was not given", (refiner) => {
    assertThrows(
      () => refiner.apply("elsewhere", features("a"), plainForward(false)),
      RangeError,
      "elsewhere",
    );
  });

  test("changes nothing in evaluation", (refiner, parameters) => {
    const before = snapshot(parameters.all);
    for (const slot of slots) refiner.apply(slot, features(slot), plainForward(false));
    assertEquals(snapshot(parameters.all), before);
  });

  test("gives features and every weight their gradient", (refiner, parameters) => {
    const refine = (slot: string, x: Tensor4D) => refiner.apply(slot, x, plainForward(true)).features;
    const inputs = slots.map(features);
    for (const [i, slot] of slots.entries()) {
      const fn = ({ x }: { x: Tensor }) => refine(slot, x as Tensor4D);
      checkGradient(fn, { x: inputs[i] }, { epsilon: 1e-3, tolerance: .01 });
    }
    const all = () => tf.concat(slots.map((slot, i) => refine(slot, inputs[i]).flatten()));
    checkWeightGradients(all, parameters.all);
  });
}
