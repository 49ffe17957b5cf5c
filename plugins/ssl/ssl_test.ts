import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import type { Loss, LossBuildContext, Model, Spec } from "@dragsaw/core";
import { createParameters, PIXEL } from "@dragsaw/core/model";
import { createRegistry, OptionError } from "@dragsaw/core/registry";
import { lossContext, lossInput, lossSuite } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { deepest } from "./encoder_slot.ts";
import plugin from "./mod.ts";

const registry = createRegistry([plugin]);
const SIZES = { hidden: 5, dimensions: 4 };

function build(spec: Spec, context: LossBuildContext): Loss {
  return registry.build("loss", spec, context);
}

const VARIANTS: Record<string, Spec> = {
  "byol": { type: "byol", ...SIZES, slot: "x2" },
  "simclr": { type: "simclr", ...SIZES, temperature: .5 },
  "simsiam": { type: "simsiam", ...SIZES, bottleneck: 3 },
};
for (const [name, spec] of Object.entries(VARIANTS)) {
  lossSuite({
    name,
    build: (context) => build(spec, context),
    context: { size: [16, 12] },
    // SimSiam's projector also makes the target, whose gradient is stopped; goldens have its gradient
    weightGradient: name === "simsiam" ? false : { tolerance: .1 },
  }, onEachBackend);
}

for (const type of ["byol", "simclr", "simsiam"]) {
  Deno.test(`${type} names the slots there are when one is unknown`, () => {
    const parameters = createParameters(1);
    const error = assertThrows(() => build({ type, slot: "x4" }, lossContext(parameters)), OptionError);
    assertEquals(error.path, ["slot"]);
    assertMatch(error.message, /"x4": expected one of x2, deep\.x3/);
    parameters.dispose();
  });

  onEachBackend(`${type} refuses a batch of one image`, () => {
    const parameters = createParameters(1);
    tf.tidy(() => {
      const context = lossContext(parameters, { size: [8, 8] }), loss = build({ type, ...SIZES }, context);
      assertThrows(() => loss.compute(lossInput(loss, context, "mixed", 1)), RangeError, "batch");
    });
    parameters.dispose();
  }, { keepsTensors: true });
}

Deno.test("the deepest slot is the last one with the largest stride", () => {
  const slot = (jump: number) => ({ channels: 1, field: { ...PIXEL, jump } });
  const slots: Model["slots"] = { a: slot(1), b: slot(4), c: slot(8), d: slot(8), e: slot(4) };
  assertEquals(deepest({ slots }), "d");
});

onEachBackend("byol weights that are trained are the online ones", () => {
  const parameters = createParameters(1);
  build({ type: "byol", ...SIZES }, lossContext(parameters));
  const names = (trainable: boolean) =>
    parameters.all.filter((each) => each.trainable === trainable).map(({ name }) => name);
  const head = (name: string) =>
    ["0.weight", "0.gamma", "0.beta", "1.weight", "1.bias"].map((each) => `${name}.${each}`);
  assertEquals(names(true), [...head("projector"), ...head("predictor")]);
  assertEquals(names(false), head("twin.projector"));
  assert(parameters.all.length === 15);
  parameters.dispose();
});
