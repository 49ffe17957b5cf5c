import { createParameters } from "@dragsaw/core/model";
import type { Parameters, VolumeModel } from "@dragsaw/core/model";
import { assertClose, checkWeightGradients, plainForward, randomTensor } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor5D, Triple } from "@dragsaw/core/tensor";
import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { onEachBackend } from "../../tests/backends.ts";
import { createResEncUNet3d } from "./resenc_unet3d.ts";
import type { VolumeContext } from "./u_network.ts";
import { createUNet3d } from "./unet3d.ts";
import { createVNet } from "./vnet.ts";

const STRIDES: Triple[] = [[1, 1, 1], [1, 2, 2], [2, 2, 2]];
const KERNELS: Triple[] = [[1, 3, 3], [3, 3, 3], [3, 3, 3]];
const ANISOTROPIC = {
  baseWidth: 2,
  levels: 3,
  maxWidth: 5,
  convolutions: 1,
  kernels: KERNELS,
  strides: STRIDES,
};

/** Each network in two shapes, of which the first has a gradient that is quick to check. */
const NETWORKS: Record<string, readonly ((context: VolumeContext) => VolumeModel)[]> = {
  "3D U-Net": [
    (context) => createUNet3d({ baseWidth: 3, levels: 3 }, context),
    (context) => createUNet3d(ANISOTROPIC, context),
  ],
  "Residual-encoder U-Net": [
    (context) => createResEncUNet3d({ baseWidth: 3, levels: 3, blocks: [1, 2, 1] }, context),
    (context) => createResEncUNet3d({ ...ANISOTROPIC, maxWidth: 4 }, context),
  ],
  "V-Net": [
    (context) => createVNet({ width: 3, levels: 3, kernel: [3, 3, 3] }, context),
    (context) => createVNet({ width: 2, levels: 3, kernel: [1, 3, 3], strides: STRIDES }, context),
  ],
};

/** Runs `fn` with weights. */
function withWeights(fn: (context: VolumeContext & { parameters: Parameters }) => void): void {
  const parameters = createParameters(3);
  tf.tidy(() => fn({ parameters, channels: 4, classes: 4 }));
  parameters.dispose();
}

for (const [name, shapes] of Object.entries(NETWORKS)) {
  onEachBackend(`${name} calls each slot once, in order, with its channels and strides`, () => {
    for (const create of shapes) {
      withWeights((context) => {
        const { slots, resolutions, forward } = create(context), seen: string[] = [];
        const logits = forward(
          tf.ones([1, 4, 8, 8, 4]),
          plainForward<Tensor5D>(false, (slot, x) => {
            seen.push(slot);
            const { channels, field } = slots[slot];
            assertEquals(
              x.shape,
              [1, 4 / field[0].jump, 8 / field[1].jump, 8 / field[2].jump, channels],
              slot,
            );
            return x;
          }),
        );
        assertEquals(seen, Object.keys(slots));
        const shapes = resolutions.map(([d, h, w]) => [1, 4 / d, 8 / h, 8 / w, 4]);
        assertEquals(logits.map(({ shape }) => shape), shapes as typeof logits[number]["shape"][]);
      });
    }
  });

  onEachBackend(`${name} goes on with what a tap returns`, () => {
    withWeights((context) => {
      const { slots, forward } = shapes[0](context), x = randomTensor([1, 8, 8, 8, 4], "x") as Tensor5D;
      const finest = (changed?: string) =>
        forward(x, plainForward<Tensor5D>(true, (slot, y) => slot === changed ? tf.abs(y) : y))[0].dataSync();
      const plain = finest();
      for (const slot of Object.keys(slots)) assertNotEquals(finest(slot), plain, slot);
    });
  });

  onEachBackend(`${name} treats each volume for itself`, () => {
    withWeights((context) => {
      const { forward } = shapes[0](context), x = randomTensor([3, 8, 8, 8, 4], "x") as Tensor5D;
      const together = forward(x, plainForward<Tensor5D>(true))[0];
      const last = forward(x.slice([2], [1]), plainForward<Tensor5D>(false))[0];
      assertClose(last, together.slice([2], [1]), 1e-4);
      assert(together.isFinite().all().dataSync()[0]);
    });
  });

  onEachBackend(`${name} gives every weight that counts its gradient`, () => {
    withWeights((context) => {
      const { forward } = shapes[0](context), x = randomTensor([1, 8, 8, 8, 4], "x") as Tensor5D;
      const logits = () => tf.concat(forward(x, plainForward<Tensor5D>(true)).map((z) => z.flatten()));
      checkWeightGradients(
        logits,
        context.parameters.all.filter(({ name }) => !/(conv\d|stem|down)\.bias$/.test(name)),
      );
    });
  });
}

Deno.test("networks on volumes refuse shapes that do not fit", () => {
  const context = { parameters: createParameters(0), channels: 1, classes: 2 };
  assertThrows(() => createVNet({ levels: 1 }, context), RangeError, "1 levels");
  assertThrows(() => createVNet({ kernel: [2, 5, 5] }, context), RangeError, "of 2");
  assertThrows(() => createVNet({ strides: STRIDES }, context), RangeError, "5 levels with 3 strides");
  assertThrows(() => createResEncUNet3d({ levels: 3, blocks: [1, 1] }, context), RangeError, "blocks for 2");
  context.parameters.dispose();
});
