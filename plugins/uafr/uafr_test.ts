import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { createParameters, PIXEL, planParameters, VOXEL } from "@dragsaw/core/model";
import type { AnyModel, Features, Model, Parameters, Refiner, VolumeModel } from "@dragsaw/core/model";
import { createRegistry, OptionError } from "@dragsaw/core/registry";
import {
  assertClose,
  plainForward,
  randomTensor,
  refinerSuite,
  volumeRefinerSuite,
} from "@dragsaw/core/testing";
import { compile, tf } from "@dragsaw/core/tensor";
import type { Tensor, Tensor4D, Tensor5D } from "@dragsaw/core/tensor";
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

function build(options: Record<string, unknown>, parameters: Parameters, at: AnyModel = model): Refiner {
  const context = { parameters, channels: 3, classes: 2, build: registry.build, model: at };
  return registry.build("refiner", { type: "uafr", ...options }, context) as Refiner;
}

for (const M of [1, 2, 5]) {
  refinerSuite({
    name: `uafr (M = ${M})`,
    build: ({ parameters, model, slots }) => build({ slots, M }, parameters, model),
  }, onEachBackend);
}

volumeRefinerSuite({
  name: "uafr of volumes",
  build: ({ parameters, model, slots }) =>
    build({ slots, hidden: "quarter", dropoutRate: 0 }, parameters, model),
}, onEachBackend);

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

Deno.test("uafr on volumes has k k k C C/4 + 2 C/4 + C/4 M + M weights at a slot", () => {
  const slots = { "decoder.0": { channels: 32, field: VOXEL } };
  const volumes: VolumeModel = { axes: 3, resolutions: [[1, 1, 1]], slots, forward: (x) => [x] };
  const plan = planParameters();
  build({ slots: ["decoder.0"], hidden: "quarter" }, plan.parameters, volumes);
  plan.parameters.dispose();
  assertEquals(plan.count(), 27 * 32 * 8 + 2 * 8 + 8 * 2 + 2);
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

onEachBackend("uafr of volumes is the same compiled and op by op", async () => {
  const slots = { "decoder.0": { channels: 8, field: VOXEL } };
  const volumes: VolumeModel = { axes: 3, resolutions: [[1, 1, 1]], slots, forward: (x) => [x] };
  const parameters = createParameters(4);
  const refiner = build({ slots: ["decoder.0"], hidden: "quarter", dropoutAt: [] }, parameters, volumes);
  const apply = (x: Tensor) =>
    (refiner as Refiner<Features>).apply("decoder.0", x as Tensor5D, plainForward<Features>(true)).features;
  const step = ({ x }: Record<string, Tensor>) => {
    const { value, grad } = tf.valueAndGrad((x: Tensor) => tf.sum(tf.square(apply(x))))(x);
    return { value, grad };
  };
  const x = randomTensor([2, 3, 4, 5, 8], "x");
  const traced = await compile(step)({ x }), plain = await compile(step, { trace: false })({ x });
  assertClose(traced.value, plain.value, 1e-5);
  assertClose(traced.grad, plain.grad, 1e-4);
  tf.dispose([traced, plain, x]);
  parameters.dispose();
});
