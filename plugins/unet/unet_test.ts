import { assertEquals, assertThrows } from "@std/assert";
import backbones, { createDrn } from "@dragsaw/backbones";
import { planParameters } from "@dragsaw/core/model";
import type { Model } from "@dragsaw/core/model";
import { createRegistry } from "@dragsaw/core/registry";
import { modelSuite, plainForward } from "@dragsaw/core/testing";
import { onEachBackend } from "../../tests/backends.ts";
import { readGolden } from "../../tests/goldens.ts";
import plugin, { createUNet } from "./mod.ts";

const registry = createRegistry([backbones, plugin]);

function build(options: Record<string, unknown>, parameters = planParameters().parameters): Model {
  const context = { parameters, channels: 3, classes: 2, build: registry.build };
  return registry.build("model", { type: "unet", ...options }, context) as Model;
}

function count(options: Record<string, unknown>): number {
  const plan = planParameters();
  build(options, plan.parameters);
  plan.parameters.dispose();
  return plan.count();
}

for (const up of ["transpose", "bilinear"]) {
  modelSuite({
    name: `unet (${up})`,
    build: (parameters) => build({ baseWidth: 4, depth: 3, up }, parameters),
    sizes: [[16, 16], [8, 20]],
    refused: [[18, 16], [16, 30]],
  }, onEachBackend);
}

modelSuite({
  name: "unet (backbone with stride 2 to 16)",
  build: (parameters) => {
    const backbone = { type: "xception", width: 1 / 32, middleBlocks: 0 };
    return build({ baseWidth: 2, backbone }, parameters);
  },
  sizes: [[32, 32], [16, 48]],
  refused: [[36, 32]],
  gradient: { tolerance: .05 },
}, onEachBackend);

modelSuite({
  name: "unet (backbone with stride 1 to 8)",
  build: (parameters) => {
    const drn = createDrn({ width: 1 / 16, blocks: [1, 1, 1, 1] }, { parameters, channels: 3 });
    const options = { baseWidth: 2, depth: 1, up: "bilinear", convolutions: 1 } as const;
    return createUNet(options, { parameters, channels: 3, classes: 2 }, drn);
  },
  sizes: [[16, 16], [8, 24]],
  refused: [[20, 16]],
  gradient: { tolerance: .05 },
}, (name, fn) => onEachBackend(name, fn, { only: ["tensorflow"] }));

Deno.test("unet takes a backbone's outputs as skips and keeps its decoder's slots", () => {
  const { slots, backbone } = build({ backbone: { type: "resnet50", outputStride: 32 } });
  assertEquals(Object.keys(slots).slice(-6), ["layer4", ...[4, 3, 2, 1, 0].map((i) => `decoder.${i}`)]);
  for (const [i, skip] of [[4, "layer3"], [3, "layer2"], [2, "layer1"], [1, "stem"]] as const) {
    const { channels, field: { jump, start, size } } = slots[`decoder.${i}`];
    assertEquals([channels, jump, start], [32 * 2 ** i, 2 ** i, slots[skip].field.start]);
    assertEquals(size > slots.layer4.field.size, true);
  }
  assertEquals([slots["decoder.0"].channels, slots["decoder.0"].field.jump], [32, 1]);
  assertEquals(backbone?.scope, "backbone");
  assertEquals(build({}).backbone, undefined);
});

Deno.test("unet names the backbone's stride when a size does not suit it", () => {
  const error = assertThrows(() => {
    const images = { shape: [1, 100, 96, 3] } as never;
    build({ backbone: "drn-d-54" }).forward(images, plainForward(false));
  }, RangeError);
  assertEquals(
    error.message,
    "Cannot run the U-Net on images of 100 x 96: height and width must be multiples of 8 " +
      "(height 96 or 104, width 96), or the backbone's output stride less",
  );
});

Deno.test("unet has the parameters of the PyTorch network of the same shape", () => {
  assertEquals(count({}), 7_763_074);
});

Deno.test("unet with bilinear upsampling has no weights in it, and wider joints", () => {
  const transposed = [256, 128, 64, 32].reduce((sum, to) => sum + 2 * 2 * 2 * to * to + to, 0);
  const wider = [256, 128, 64, 32].reduce((sum, to) => sum + 3 * 3 * to * to, 0);
  assertEquals(count({ up: "bilinear" }), 7_763_074 - transposed + wider);
});

Deno.test("unet slots see of the image what the goldens say", () => {
  type Case = { network: string; layer: string; rf: number; jump: number; start: number };
  const { slots } = build({});
  const levels = readGolden<{ cases: Case[] }>("receptive_field").cases.filter((c) =>
    c.network === "vgg_unet_encoder"
  );
  assertEquals(levels.length, 5);
  for (const [i, { rf: size, jump, start }] of levels.entries()) {
    assertEquals(slots[`encoder.${i}`], { channels: 32 * 2 ** i, field: { size, jump, start } });
  }
});

Deno.test("unet decoder slots lie on the units of the encoder's and see more", () => {
  for (const up of ["transpose", "bilinear"]) {
    const { slots } = build({ up });
    for (const i of [3, 2, 1, 0]) {
      const { channels, field } = slots[`decoder.${i}`], skip = slots[`encoder.${i}`];
      assertEquals([channels, field.jump, field.start], [skip.channels, skip.field.jump, skip.field.start]);
      assertEquals(field.size > slots[`encoder.${i + 1}`].field.size, true);
    }
  }
});

Deno.test("unet says which sizes suit when one does not", () => {
  const error = assertThrows(() => {
    const images = { shape: [1, 100, 96, 3] } as never;
    build({}).forward(images, plainForward(false));
  }, RangeError);
  assertEquals(
    error.message,
    "Cannot run the U-Net on images of 100 x 96: height and width must be multiples of 16 " +
      "(height 96 or 112, width 96), or its depth less",
  );
});
