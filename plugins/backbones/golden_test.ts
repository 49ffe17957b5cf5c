import { assert, assertEquals } from "@std/assert";
import { planParameters } from "@dragsaw/core/model";
import { createRegistry } from "@dragsaw/core/registry";
import { plainForward } from "@dragsaw/core/testing";
import { readGolden } from "../../tests/goldens.ts";
import { networkGoldens } from "../../tests/networks_golden.ts";
import plugin, { createResNet } from "./mod.ts";

const registry = createRegistry([plugin]);

networkGoldens("backbones", ["resnet50", "drn-d-54", "mobilenet-v2"], (spec, parameters) => {
  const context = { parameters, channels: 3, classes: 2, build: registry.build };
  const { forward, weights } = registry.build("backbone", spec, context);
  assert(weights);
  return { run: (images) => forward(images, plainForward(false)), source: weights.source };
});

for (const outputStride of [16, 8] as const) {
  Deno.test(`resnet101 slots see of the image what the goldens say, stride ${outputStride}`, () => {
    type Case = { network: string; layer: string; rf: number; jump: number; start: number };
    const cases = readGolden<{ cases: Case[] }>("receptive_field").cases
      .filter(({ network }) => network === `resnet101_os${outputStride}`);
    assertEquals(cases.length, 6);
    const { parameters } = planParameters();
    const options = { outputStride, width: 1, blocks: [3, 4, 23, 3], dilation: "deeplabv3" } as const;
    const { slots } = createResNet(options, { parameters, channels: 3 });
    const names: Record<string, string> = { conv1: "stem", layer4_multigrid124: "layer4" };
    for (const { layer, rf: size, jump, start } of cases) {
      if (layer === "maxpool") continue; // no place that is worth a slot
      assertEquals(slots[names[layer] ?? layer].field, { size, jump, start }, layer);
    }
    parameters.dispose();
  });
}
