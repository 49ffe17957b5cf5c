import { assertEquals } from "@std/assert";
import backbones from "@dragsaw/backbones";
import deeplab from "@dragsaw/deeplab";
import uafr from "@dragsaw/uafr";
import { convBnRelu, type Model, planParameters } from "@dragsaw/core/model";
import { createRegistry } from "@dragsaw/core/registry";

/** Where the paper's models re-weight features: the stem, the exit convolutions and the two joints of the decoder. */
const SLOTS = [
  "stem.conv1",
  "stem.conv2",
  "exit.conv3",
  "exit.conv4",
  "exit.conv5",
  "decoder.low",
  "decoder.concat",
];

Deno.test("the whole method has the parameters of the PyTorch network", () => {
  const registry = createRegistry([backbones, deeplab, uafr]);
  const plan = planParameters();
  const context = { parameters: plan.parameters, channels: 3, classes: 2, build: registry.build };
  const model = registry.build("model", { type: "deeplabv3plus" }, context) as Model;
  assertEquals(plan.count(), 54_700_434);
  registry.build("refiner", { type: "uafr", slots: SLOTS }, { ...context, model });
  for (const slot of ["x2", "x3"]) {
    const { channels, field: { jump } } = model.slots[slot];
    const geometry = { kernel: 16 / jump, stride: 16 / jump, padding: 0 };
    convBnRelu(plan.parameters, `cross.${slot}`, { from: channels, to: 32, ...geometry });
  }
  plan.parameters.dispose();
  assertEquals(plan.count(), 55_699_424);
});
