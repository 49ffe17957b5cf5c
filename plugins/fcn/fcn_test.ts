import { assertEquals, assertThrows } from "@std/assert";
import backbones from "@dragsaw/backbones";
import { planParameters } from "@dragsaw/core/model";
import type { Model, Parameters } from "@dragsaw/core/model";
import { createRegistry, OptionError } from "@dragsaw/core/registry";
import { modelSuite, plainForward } from "@dragsaw/core/testing";
import { onEachBackend } from "../../tests/backends.ts";
import { networkGoldens, sourceOf } from "../../tests/networks_golden.ts";
import plugin from "./mod.ts";

const registry = createRegistry([backbones, plugin]);

function build(options: Record<string, unknown>, parameters: Parameters): Model {
  const context = { parameters, channels: 3, classes: 2, build: registry.build };
  return registry.build("model", { type: "fcn", ...options }, context) as Model;
}

function planned(options: Record<string, unknown>) {
  const plan = planParameters();
  const model = build(options, plan.parameters);
  plan.parameters.dispose();
  return { model, names: plan.planned.map(({ name }) => name), count: plan.count() };
}

const tiny = { type: "xception", width: 1 / 32, middleBlocks: 0 };
for (const skip of [undefined, 8]) {
  modelSuite({
    name: `fcn (skip ${skip ?? "none"})`,
    build: (parameters) => build({ backbone: tiny, width: 4, ...skip && { skip } }, parameters),
    sizes: [[32, 32], [33, 47]],
    gradient: { tolerance: .05 },
  }, onEachBackend);
}

networkGoldens("networks", ["fcn"], ({ type: _, ...options }, parameters) => {
  const model = build(options, parameters);
  return {
    run: (images) => [model.forward(images, plainForward(false))],
    source: sourceOf(model, (layer) => {
      if (layer === "head.conv") return { convolution: "conv.0", norm: "conv.1" };
      if (layer === "head.logits") return { convolution: "logits" };
      return { convolution: `scores.${layer}` };
    }),
  };
});

Deno.test("fcn has the parameters of torchvision's with two classes and no second head", () => {
  // 23,508,032 of ResNet-50; 3x3 from 2048 to 512 with its norm; 1x1 to the classes
  assertEquals(planned({}).count, 23_508_032 + 9 * 2048 * 512 + 2 * 512 + 2 * 512 + 2);
});

Deno.test("fcn scores features from the deepest down to those of `skip`", () => {
  const scores = (options: Record<string, unknown>) =>
    planned(options).names.filter((name) => /^score.*weight$/.test(name));
  const backbone = { type: "resnet50", outputStride: 32 };
  assertEquals(scores({ backbone }), []);
  assertEquals(scores({ backbone, skip: 32 }), []);
  assertEquals(scores({ backbone, skip: 16 }), ["score16.weight"]);
  assertEquals(scores({ backbone, skip: 8 }), ["score16.weight", "score8.weight"]);
  assertEquals(scores({ backbone: { type: "resnet50" }, skip: 8 }), ["score8.weight"]);
});

Deno.test("fcn refuses to skip from features that are deeper than the deepest", () => {
  const error = assertThrows(() => planned({ backbone: "drn-d-54", skip: 16 }), OptionError);
  assertEquals(error.path, ["skip"]);
  assertEquals(
    error.message,
    "Cannot add features of stride 16: the deepest of the backbone have stride 8, want that or less",
  );
});

Deno.test("fcn has its backbone's slots, and one of its own", () => {
  const { slots, backbone } = planned({}).model;
  assertEquals(Object.keys(slots).slice(-2), ["layer4", "head.conv"]);
  assertEquals(slots["head.conv"].channels, 512);
  assertEquals(backbone?.scope, "backbone");
  assertEquals(backbone?.weights?.source("conv1.weight"), { name: "conv1.weight", layout: "conv" });
});
