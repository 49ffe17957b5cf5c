import { assertEquals } from "@std/assert";
import backbones from "@dragsaw/backbones";
import { planParameters } from "@dragsaw/core/model";
import type { Model, Parameters } from "@dragsaw/core/model";
import { createRegistry } from "@dragsaw/core/registry";
import { modelSuite, plainForward } from "@dragsaw/core/testing";
import { onEachBackend } from "../../tests/backends.ts";
import { networkGoldens, sourceOf } from "../../tests/networks_golden.ts";
import plugin from "./mod.ts";

const registry = createRegistry([backbones, plugin]);

function build(options: Record<string, unknown>, parameters: Parameters): Model {
  const context = { parameters, channels: 3, classes: 2, build: registry.build };
  return registry.build("model", { type: "pspnet", ...options }, context) as Model;
}

modelSuite({
  name: "pspnet",
  build: (parameters) => {
    const backbone = { type: "xception", width: 1 / 32, middleBlocks: 0 };
    return build({ backbone, width: 4 }, parameters);
  },
  sizes: [[32, 32], [33, 47]],
  gradient: { tolerance: .05 },
}, onEachBackend);

networkGoldens("networks", ["pspnet"], ({ type: _, ...options }, parameters) => {
  const model = build(options, parameters);
  return {
    run: (images) => [model.forward(images, plainForward(false))],
    source: sourceOf(model, (layer) => {
      const level = /^pyramid\.level(\d)$/.exec(layer)?.[1];
      if (level) return { convolution: `levels.${+level - 1}.0`, norm: `levels.${+level - 1}.1` };
      return layer === "head.conv" ? { convolution: "conv.0", norm: "conv.1" } : { convolution: "logits" };
    }),
  };
});

Deno.test("pspnet has the paper's shapes on ResNet-50: stride 8, 512 channels for each of four means, 4096 in all", () => {
  const plan = planParameters();
  const { slots } = build({}, plan.parameters);
  plan.parameters.dispose();
  const { layer4, "pyramid.concat": joined, "head.conv": conv } = slots;
  assertEquals([layer4, joined, conv].map(({ channels }) => channels), [2048, 4096, 512]);
  assertEquals([layer4, joined, conv].map(({ field }) => field.jump), [8, 8, 8]);
  assertEquals(joined.field, layer4.field);
  const head = 4 * (2048 * 512 + 2 * 512) + 9 * 4096 * 512 + 2 * 512 + 2 * 512 + 2;
  assertEquals(plan.count(), 23_508_032 + head);
});
