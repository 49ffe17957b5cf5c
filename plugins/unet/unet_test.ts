import { assertEquals, assertThrows } from "@std/assert";
import { planParameters } from "@dragsaw/core/model";
import type { Model } from "@dragsaw/core/model";
import { createRegistry } from "@dragsaw/core/registry";
import { modelSuite, plainForward } from "@dragsaw/core/testing";
import { onEachBackend } from "../../tests/backends.ts";
import { readGolden } from "../../tests/goldens.ts";
import plugin from "./mod.ts";

const registry = createRegistry([plugin]);

function build(options: Record<string, unknown>, parameters = planParameters().parameters): Model {
  const context = { parameters, channels: 3, classes: 2, build: registry.build };
  return registry.build("model", { type: "unet", ...options }, context);
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
