import { assert, assertEquals } from "@std/assert";
import { createParameters, planParameters } from "@dragsaw/core/model";
import { plainForward, randomTensor } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { readGolden } from "../../tests/goldens.ts";
import { createDeepLabV3Plus } from "./deeplabv3plus.ts";
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

onEachBackend("xception units depend on just the pixels that their slot's field says", () => {
  const parameters = createParameters(3);
  tf.tidy(() => {
    const options = { outputStride: 16, width: 1 / 16, middleBlocks: 0 } as const;
    const backbone = createXception(options, { parameters, channels: 3 });
    // Several, since a ReLU may be shut at the very unit that is looked at
    const images = randomTensor([4, 128, 128, 3], "field") as Tensor4D;
    for (const name of ["x1", "x2", "x3", "x4"]) {
      const { field: { size, jump, start } } = backbone.slots[name];
      const unit = Math.floor(64 / jump), centre = start + unit * jump, reach = (size - 1) / 2;
      const seen = tf.grad((x) => {
        let found = tf.scalar(0) as tf.Tensor;
        backbone.forward(
          x as Tensor4D,
          plainForward(false, (slot, y) => {
            if (slot === name) found = y.slice([0, unit, unit], [4, 1, 1]).sum();
            return y;
          }),
        );
        return found;
      })(images);
      const rows = seen.abs().max([0, 2, 3]).reshape([128]).dataSync();
      const touched = [...rows.keys()].filter((row) => rows[row] > 0);
      assertEquals([touched[0], touched[touched.length - 1]], [centre - reach, centre + reach], name);
      assert(touched.length > 0);
    }
  });
  parameters.dispose();
});
