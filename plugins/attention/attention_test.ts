import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { createParameters, PIXEL, planParameters } from "@dragsaw/core/model";
import type { Model, Parameters, Refiner } from "@dragsaw/core/model";
import { createRegistry, OptionError } from "@dragsaw/core/registry";
import { plainForward, randomTensor, refinerSuite } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import plugin from "./mod.ts";

const registry = createRegistry([plugin]);
const NAMES = ["se", "cbam", "bam"];

const model: Model = {
  slots: { "encoder.1": { channels: 64, field: PIXEL }, "aspp.concat": { channels: 4, field: PIXEL } },
  forward: (images) => images,
};

function build(
  type: string,
  options: Record<string, unknown>,
  parameters: Parameters,
  at: Model = model,
): Refiner {
  const context = { parameters, channels: 3, classes: 2, build: registry.build, model: at };
  return registry.build("refiner", { type, ...options }, context) as Refiner;
}

const VARIANTS: Record<string, [string, Record<string, unknown>]> = {
  "se": ["se", { reduction: 2 }],
  "cbam": ["cbam", { reduction: 2, kernel: 3 }],
  "bam": ["bam", { reduction: 1, dilation: 2 }],
  "bam by product": ["bam", { reduction: 1, join: "product" }],
};
for (const [name, [type, options]] of Object.entries(VARIANTS)) {
  refinerSuite({
    name,
    build: ({ parameters, model, slots }) => build(type, { slots, ...options }, parameters, model),
  }, onEachBackend);
}

for (const type of NAMES) {
  Deno.test(`${type} names the slots there are when one is unknown, and refuses one named twice`, () => {
    const { parameters } = planParameters();
    const unknown = assertThrows(
      () => build(type, { slots: ["aspp.concat", "encoder.l"] }, parameters),
      OptionError,
    );
    assertEquals(unknown.path, ["slots", 1]);
    assertMatch(unknown.message, /"encoder\.l".*encoder\.1, aspp\.concat.*did you mean "encoder\.1"/);
    const { parameters: others } = planParameters();
    const twice = assertThrows(
      () => build(type, { slots: ["encoder.1", "encoder.1"] }, others),
      OptionError,
    );
    assertEquals(twice.path, ["slots", 1]);
    [parameters, others].forEach((each) => each.dispose());
  });
}

Deno.test("se, cbam and bam have the weights of their papers at a slot of 64 channels", () => {
  const counts = NAMES.map((type) => {
    const plan = planParameters();
    build(type, { slots: ["encoder.1"] }, plan.parameters);
    plan.parameters.dispose();
    return plan.count();
  });
  const mlp = 2 * 64 * 4, norm = 2 * 4;
  assertEquals(counts, [
    mlp,
    mlp + 4 + 64 + 2 * 7 * 7 + 2,
    mlp + norm + 64 + (64 * 4 + norm) + 2 * (9 * 4 * 4 + norm) + 4 + 1,
  ]);
});

onEachBackend("se and cbam never raise a feature, bam never lowers one and at most doubles it", () => {
  for (const type of NAMES) {
    const parameters = createParameters(1);
    tf.tidy(() => {
      const x = tf.abs(randomTensor([2, 6, 6, 64], "x")) as Tensor4D;
      const { features } = build(type, { slots: ["encoder.1"], reduction: 1 }, parameters)
        .apply("encoder.1", x, plainForward(true));
      const share = tf.div(features, x).dataSync();
      const [least, most] = type === "bam" ? [1, 2] : [0, 1];
      assert(share.every((value) => value >= least - 1e-5 && value <= most + 1e-5), type);
      assert(Math.max(...share) - Math.min(...share) > .05, `${type} weighs all alike`);
    });
    parameters.dispose();
  }
});
