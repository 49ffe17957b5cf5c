import { assertEquals } from "@std/assert";
import { planParameters } from "@dragsaw/core/model";
import type { Model, Parameters } from "@dragsaw/core/model";
import { createRegistry } from "@dragsaw/core/registry";
import { modelSuite, plainForward } from "@dragsaw/core/testing";
import { onEachBackend } from "../../tests/backends.ts";
import { networkGoldens, sourceOf } from "../../tests/networks_golden.ts";
import plugin from "./mod.ts";

const registry = createRegistry([plugin]);

function build(options: Record<string, unknown>, parameters: Parameters): Model {
  const context = { parameters, channels: 3, classes: 2, build: registry.build };
  return registry.build("model", { type: "unet++", ...options }, context) as Model;
}

function planned(options: Record<string, unknown>) {
  const plan = planParameters();
  const model = build(options, plan.parameters);
  plan.parameters.dispose();
  return { model, names: plan.planned.map(({ name }) => name), count: plan.count() };
}

for (const deepSupervision of [false, true]) {
  modelSuite({
    name: `unet++ (${deepSupervision ? "four heads" : "one head"})`,
    build: (parameters) => build({ baseWidth: 3, depth: 3, deepSupervision }, parameters),
    sizes: [[16, 16], [8, 20]],
    refused: [[18, 16], [16, 30]],
  }, onEachBackend);
}

networkGoldens("networks", ["unet++"], ({ type: _, ...options }, parameters) => {
  const model = build(options, parameters), depth = Number(options.depth);
  return {
    run: (images) => [model.forward(images, plainForward(false))],
    source: sourceOf(model, (layer) => {
      const [part, i, j, conv] = partsOf(layer, depth);
      if (part === "head") return { convolution: `heads.${j}` };
      if (conv === "up") return { convolution: `ups.${i}_${j}` };
      const place = conv === "conv1" ? 0 : 3;
      return { convolution: `nodes.${i}_${j}.${place}`, norm: `nodes.${i}_${j}.${place + 1}` };
    }),
  };
});

/** What a layer belongs to: kind, level, place in the level, and its own name. */
function partsOf(layer: string, depth: number): [part: string, i: number, j: number, name: string] {
  const [part, ...rest] = layer.split("."), name = rest[rest.length - 1], [i, j] = rest.map(Number);
  if (part === "head") return ["head", 0, depth - 1, name];
  if (part === "side") return ["head", 0, i, name];
  if (part === "encoder") return ["node", i, 0, name];
  return ["node", i, part === "decoder" ? depth - 1 - i : j, name];
}

Deno.test("unet++ has a node for each level and place, the last of each named as a U-Net's", () => {
  const { model: { slots } } = planned({ depth: 4 });
  assertEquals(Object.keys(slots), [
    ...["encoder.0", "encoder.1", "encoder.2", "encoder.3"],
    ...["nested.0.1", "nested.1.1", "decoder.2", "nested.0.2", "decoder.1", "decoder.0"],
  ]);
  const plain = planParameters();
  const context = { parameters: plain.parameters, channels: 3, classes: 2, build: registry.build };
  const unet = registry.build("model", { type: "unet", depth: 4 }, context);
  plain.parameters.dispose();
  for (const [name, { channels, field: { jump, start } }] of Object.entries(unet.slots)) {
    assertEquals(slots[name].channels, channels, name);
    assertEquals([slots[name].field.jump, slots[name].field.start], [jump, start], name);
  }
});

Deno.test("unet++ of depth 2 is a U-Net of depth 2", () => {
  const plain = planParameters();
  const context = { parameters: plain.parameters, channels: 3, classes: 2, build: registry.build };
  registry.build("model", { type: "unet", depth: 2 }, context);
  plain.parameters.dispose();
  assertEquals(planned({ depth: 2 }).names, plain.planned.map(({ name }) => name));
});

Deno.test("unet++ has a head for each node of full size with deep supervision, else one", () => {
  const heads = (options: Record<string, unknown>) =>
    planned(options).names.filter((name) => /^(head|side\.\d)\.weight$/.test(name));
  assertEquals(heads({}), ["head.weight"]);
  assertEquals(
    heads({ deepSupervision: true }),
    [1, 2, 3].map((j) => `side.${j}.weight`).concat("head.weight"),
  );
});
