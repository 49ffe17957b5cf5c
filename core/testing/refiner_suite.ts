import { assert, assertEquals, assertThrows } from "@std/assert";
import { VOXEL } from "../model/layers/layer3d.ts";
import { type AnyModel, axesOf, type Features, type Model, type VolumeModel } from "../model/model.ts";
import { createParameters } from "../model/parameters.ts";
import type { Parameters } from "../model/parameters.ts";
import { PIXEL } from "../model/receptive_field.ts";
import type { Refiner } from "../model/refiner.ts";
import { tf } from "../tensor/tf.ts";
import type { Tensor } from "../tensor/tf.ts";
import { checkGradient } from "./check_gradient.ts";
import { checkWeightGradients, snapshot } from "./check_weight_gradients.ts";
import { plainForward } from "./forward.ts";
import type { Register } from "./model_suite.ts";
import { randomTensor } from "./numbers.ts";

/** A refiner to put through {@linkcode refinerSuite}, or {@linkcode volumeRefinerSuite}. */
export interface RefinerCase<M extends AnyModel = Model> {
  /** Put before what each test says. */
  readonly name: string;
  /** Builds it for `slots` of `model`. */
  build(context: { parameters: Parameters; model: M; slots: string[] }): Refiner<Features>;
}

/** A model that is nothing but slots: `a` with 3 channels and `deep.b` with 5. */
const ofImages: Model = {
  slots: { "a": { channels: 3, field: PIXEL }, "deep.b": { channels: 5, field: PIXEL } },
  forward: (images) => images,
};

/** The same on volumes. */
const ofVolumes: VolumeModel = {
  axes: 3,
  resolutions: [[1, 1, 1]],
  slots: { "a": { channels: 3, field: VOXEL }, "deep.b": { channels: 5, field: VOXEL } },
  forward: (volumes) => [volumes],
};

/** Features at a slot of `model`. */
function featuresAt(model: AnyModel, slot: string): Features {
  const map = axesOf(model) === 3 ? [3, 4, 5] : [4, 5];
  return randomTensor([2, ...map, model.slots[slot].channels], slot) as Features;
}

/** What every refiner of images must do; see {@linkcode Refiner}. */
export function refinerSuite(refiner: RefinerCase, register: Register = Deno.test): void {
  suite(refiner, ofImages, register);
}

/** What every refiner of volumes must do. */
export function volumeRefinerSuite(refiner: RefinerCase<VolumeModel>, register: Register = Deno.test): void {
  suite(refiner, ofVolumes, register);
}

function suite<M extends AnyModel>({ name, build }: RefinerCase<M>, model: M, register: Register): void {
  const slots = Object.keys(model.slots);
  const features = (slot: string) => featuresAt(model, slot);
  const test = (claim: string, fn: (refiner: Refiner<Features>, parameters: Parameters) => void) =>
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
        const refined = refiner.apply(slot, x, plainForward<Features>(training));
        assertEquals(refined.features.shape, x.shape);
        if (!refined.uncertainty) continue;
        assertEquals(refined.uncertainty.shape, [...x.shape.slice(0, -1), 1]);
        assert(refined.uncertainty.dataSync().every((value) => value >= 0 && value <= 1 + 1e-6));
      }
    }
  });

  test("refuses a slot that it was not given", (refiner) => {
    assertThrows(
      () => refiner.apply("elsewhere", features("a"), plainForward<Features>(false)),
      RangeError,
      "elsewhere",
    );
  });

  test("changes nothing in evaluation", (refiner, parameters) => {
    const before = snapshot(parameters.all);
    for (const slot of slots) refiner.apply(slot, features(slot), plainForward<Features>(false));
    assertEquals(snapshot(parameters.all), before);
  });

  test("gives features and every weight their gradient", (refiner, parameters) => {
    const refine = (slot: string, x: Features) =>
      refiner.apply(slot, x, plainForward<Features>(true)).features;
    const inputs = slots.map(features);
    for (const [i, slot] of slots.entries()) {
      const fn = ({ x }: { x: Tensor }) => refine(slot, x as Features);
      checkGradient(fn, { x: inputs[i] }, { epsilon: 1e-3, tolerance: .01 });
    }
    const all = () => tf.concat(slots.map((slot, i) => refine(slot, inputs[i]).flatten()));
    checkWeightGradients(all, parameters.all);
  });
}
