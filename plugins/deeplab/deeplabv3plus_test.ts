import { assertEquals } from "@std/assert";
import backbones from "@dragsaw/backbones";
import { createParameters, planParameters } from "@dragsaw/core/model";
import type { Model, Parameters } from "@dragsaw/core/model";
import { createRegistry } from "@dragsaw/core/registry";
import { modelSuite, plainForward, randomTensor } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import plugin from "./mod.ts";

const registry = createRegistry([backbones, plugin]);

function build(options: Record<string, unknown>, parameters: Parameters): Model {
  const context = { parameters, channels: 3, classes: 2, build: registry.build };
  return registry.build("model", { type: "deeplabv3plus", ...options }, context) as Model;
}

for (const outputStride of [16, 8]) {
  const backbone = { type: "xception", outputStride, width: 1 / 32, middleBlocks: 1 };
  // dilation 36 on a map of 4 x 4 is slow in plain JavaScript, and 16 shows the same there
  const only = outputStride === 16 ? undefined : ["tensorflow"];
  modelSuite({
    name: `deeplabv3plus (stride ${outputStride})`,
    build: (parameters) => build({ backbone, width: 4, lowWidth: 3 }, parameters),
    sizes: [[32, 32], [33, 47]],
    gradient: { tolerance: .05 },
  }, (name, fn) => onEachBackend(name, fn, only && { only }));
}

Deno.test("deeplabv3plus has the parameters of the PyTorch network", () => {
  const plan = planParameters();
  build({}, plan.parameters);
  plan.parameters.dispose();
  assertEquals(plan.count(), 54_700_434);
});

Deno.test("deeplabv3plus has the same weights at either output stride, and wider dilations at 8", () => {
  const [coarse, fine] = [16, 8].map((outputStride) => {
    const plan = planParameters();
    const { slots } = build({ backbone: { type: "xception", outputStride } }, plan.parameters);
    plan.parameters.dispose();
    return { planned: plan.planned, slots };
  });
  assertEquals(fine.planned, coarse.planned);
  assertEquals([coarse, fine].map(({ slots }) => slots["exit.conv5"].field.jump), [16, 8]);
  const reach = ({ slots }: typeof fine) => slots["aspp.branch4"].field.size - slots["exit.conv5"].field.size;
  assertEquals([reach(coarse), reach(fine)], [2 * 18 * 16, 2 * 36 * 8]);
});

Deno.test("deeplabv3plus keeps the slots that configs name", () => {
  const plan = planParameters();
  const { slots } = build({}, plan.parameters);
  plan.parameters.dispose();
  const names = Object.keys(slots);
  assertEquals(names.slice(0, 7), ["stem.conv1", "x1", "stem.conv2", "x2", "x3", "x4", "x5"]);
  assertEquals(names.slice(7, 23), Array.from({ length: 16 }, (_, i) => `middle.${i + 1}`));
  assertEquals(names.slice(23, 27), ["exit.block", "exit.conv3", "exit.conv4", "exit.conv5"]);
  assertEquals(names.slice(27, 32), [
    "aspp.branch1",
    "aspp.branch2",
    "aspp.branch3",
    "aspp.branch4",
    "aspp.concat",
  ]);
  assertEquals(names.slice(32), ["decoder.low", "decoder.concat", "decoder.conv1", "decoder.conv2"]);
  assertEquals(["aspp.concat", "decoder.low", "decoder.concat"].map((name) => slots[name].channels), [
    1280,
    48,
    304,
  ]);
});

onEachBackend("deeplabv3plus of full size runs", () => {
  const plan = createParameters(1);
  tf.tidy(() => {
    const images = randomTensor([1, 64, 64, 3], "full") as Tensor4D;
    assertEquals(build({}, plan).forward(images, plainForward(false)).shape, [1, 64, 64, 2]);
  });
  plan.dispose();
}, { only: ["tensorflow"] });
