import { assertEquals } from "@std/assert";
import { planParameters } from "@dragsaw/core/model";
import { readGolden } from "../../tests/goldens.ts";
import { createDeepLabV3Plus } from "@dragsaw/deeplab";
import { createXception } from "./xception.ts";

/** Names in the goldens of what is not called the same here; the reference counts blocks from the entry on. */
const SLOTS: Record<string, string> = {
  ...Object.fromEntries([4, 5, 6, 7, 19].map((block) => [`middle_block${block}`, `middle.${block - 3}`])),
  block20: "exit.block",
  exit_conv3: "exit.conv3",
  exit_conv4: "exit.conv4",
  exit_conv5: "exit.conv5",
  decoder_low_level_1x1: "decoder.low",
  decoder_conv1_low_level_path: "decoder.conv1",
  decoder_conv2_low_level_path: "decoder.conv2",
};

for (const outputStride of [16, 8] as const) {
  Deno.test(`xception slots see of the image what the goldens say, stride ${outputStride}`, () => {
    type Case = { network: string; layer: string; rf: number; jump: number; start: number };
    const cases = readGolden<{ cases: Case[] }>("receptive_field").cases
      .filter((c) => c.network === `xception_os${outputStride}` && !c.layer.startsWith("cross_head"));
    assertEquals(cases.length, 17);
    const context = { parameters: planParameters().parameters, channels: 3, classes: 2 };
    const backbone = createXception({ outputStride, width: 1, middleBlocks: 16 }, context);
    const { slots } = createDeepLabV3Plus(backbone, { width: 256, lowWidth: 48 }, context);
    for (const { layer, rf: size, jump, start } of cases) {
      assertEquals(slots[SLOTS[layer] ?? layer].field, { size, jump, start }, layer);
    }
    context.parameters.dispose();
  });
}
