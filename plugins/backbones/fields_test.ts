import { assertEquals } from "@std/assert";
import { createParameters } from "@dragsaw/core/model";
import type { Backbone } from "@dragsaw/core/model";
import { createRegistry } from "@dragsaw/core/registry";
import { plainForward, randomTensor } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import plugin from "./mod.ts";

const registry = createRegistry([plugin]);
const SIZE = 128;

/** Thin networks, and slots whose units see less than the image. Shifts of 1 keep most activations open. */
const CASES = [
  { spec: { type: "xception", middleBlocks: 0 }, slots: ["x1", "x2", "x3", "x4"] },
  { spec: { type: "resnet50" }, slots: ["stem", "layer1.0", "layer1", "layer2.0"] },
  { spec: { type: "drn-d-54" }, slots: ["layer0", "layer1", "layer2", "layer3.0", "layer4.0"] },
  { spec: { type: "mobilenet-v2" }, slots: ["stem", "block.1", "block.2", "block.4"] },
] as const;

for (const { spec, slots } of CASES) {
  onEachBackend(`${spec.type} units depend on just the pixels that their slot's field says`, () => {
    const parameters = createParameters(3);
    tf.tidy(() => {
      const context = { parameters, channels: 3, classes: 2, build: registry.build };
      const backbone = registry.build("backbone", { ...spec, width: 1 / 8 }, context);
      for (const { name, variable } of parameters.all) {
        if (name.endsWith(".beta")) variable.assign(tf.onesLike(variable));
      }
      for (const slot of slots) {
        const { field: { size, jump, start } } = backbone.slots[slot];
        const unit = Math.floor(SIZE / 2 / jump), centre = start + unit * jump, reach = (size - 1) / 2;
        assertEquals(rowsSeen(backbone, slot, unit), [centre - reach, centre + reach], slot);
      }
    });
    parameters.dispose();
  }, { only: ["tensorflow"] });
}

/** First and last row of the image that the unit at (unit, unit) of `slot` depends on. */
function rowsSeen(backbone: Backbone, slot: string, unit: number): [number, number] {
  // several, since an activation may be shut at the very unit that is looked at
  const images = randomTensor([4, SIZE, SIZE, 3], "field") as Tensor4D;
  const seen = tf.grad((x) => {
    let found = tf.scalar(0) as tf.Tensor;
    backbone.forward(
      x as Tensor4D,
      plainForward(false, (name, y) => {
        if (name === slot) found = y.slice([0, unit, unit], [4, 1, 1]).sum();
        return y;
      }),
    );
    return found;
  })(images);
  const rows = seen.abs().max([0, 2, 3]).dataSync();
  const touched = [...rows.keys()].filter((row) => rows[row] > 0);
  return [touched[0], touched[touched.length - 1]];
}
