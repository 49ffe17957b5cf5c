import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { createParameters, PIXEL, planParameters } from "@dragsaw/core/model";
import type { Model, Parameters, Refiner } from "@dragsaw/core/model";
import { createRegistry, OptionError } from "@dragsaw/core/registry";
import { plainForward, randomTensor, refinerSuite } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import plugin from "./mod.ts";

const registry = createRegistry([plugin]);

const model: Model = {
  slots: {
    "stem.conv1": { channels: 32, field: PIXEL },
    "aspp.concat": { channels: 4, field: PIXEL },
    "decoder.low": { channels: 4, field: PIXEL },
  },
  forward: (images) => images,
};

function build(options: Record<string, unknown>, parameters: Parameters, at = model): Refiner {
  const context = { parameters, channels: 3, classes: 2, build: registry.build, model: at };
  return registry.build("refiner", { type: "uafr", ...options }, context);
}

for (const M of [1, 2, 5]) {
  refinerSuite({
    name: `uafr (M = ${M})`,
    build: ({ parameters, model, slots }) => build({ slots, M }, parameters, model),
  }, onEachBackend);
}

Deno.test("uafr names the slots there are when one is unknown", () => {
  const { parameters } = planParameters();
  const error = assertThrows(() => build({ slots: ["aspp.concat", "stem.conv"] }, parameters), OptionError);
  assertEquals(error.path, ["slots", 1]);
  assertMatch(
    error.message,
    /"stem\.conv".*stem\.conv1, aspp\.concat, decoder\.low.*did you mean "stem\.conv1"/,
  );
  parameters.dispose();
});

Deno.test("uafr refuses a slot named twice", () => {
  const { parameters } = planParameters();
  const error = assertThrows(() => build({ slots: ["stem.conv1", "stem.conv1"] }, parameters), OptionError);
  assertEquals(error.path, ["slots", 1]);
  parameters.dispose();
});

Deno.test("uafr has k k C 16 + 2 x 16 + 16 M + M weights at a slot", () => {
  for (const [kernel, M] of [[1, 1], [3, 2], [7, 500]]) {
    const plan = planParameters();
    build({ slots: ["stem.conv1"], kernel, M }, plan.parameters);
    plan.parameters.dispose();
    assertEquals(plan.count(), kernel * kernel * 32 * 16 + 32 + 16 * M + M);
  }
});

onEachBackend("uafr drops units at aspp and decoder slots only", () => {
  const parameters = createParameters(1);
  tf.tidy(() => {
    const slots = Object.keys(model.slots);
    const refiner = build({ slots }, parameters);
    const rates = slots.map((slot) => {
      const found: number[] = [];
      const dropout = (x: Tensor4D, rate: number) => (found.push(rate), x);
      const x = randomTensor([1, 2, 2, model.slots[slot].channels], slot) as Tensor4D;
      refiner.apply(slot, x, { ...plainForward(true), dropout });
      return found;
    });
    assertEquals(rates, [[0], [.1], [.1]]);
  });
  parameters.dispose();
});
