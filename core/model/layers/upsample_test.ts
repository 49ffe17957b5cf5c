import { assert, assertEquals } from "@std/assert";
import { plainForward, randomTensor } from "@dragsaw/core/testing";
import { onEachBackend } from "../../../tests/backends.ts";
import { tf } from "../../tensor/mod.ts";
import type { Tensor4D } from "../../tensor/mod.ts";
import { createParameters } from "../parameters.ts";
import { PIXEL } from "../receptive_field.ts";
import { convolution } from "./convolution.ts";
import { sequence } from "./layer.ts";
import type { Layer } from "./layer.ts";
import { maxPool } from "./max_pool.ts";
import { enlarge, upConvolution, upsample } from "./upsample.ts";

Deno.test("enlarge() undoes the jump and the shift of pooling", () => {
  assertEquals(enlarge({ size: 14, jump: 2, start: .5 }, 2, 1), { size: 15, jump: 1, start: 0 });
  assertEquals(enlarge({ size: 14, jump: 2, start: .5 }, 2, 2), { size: 17, jump: 1, start: 0 });
});

onEachBackend("upConvolution() and upsample() see no pixel outside their field, and reach its edge", () => {
  const parameters = createParameters(2);
  tf.tidy(() => {
    const ups: Layer[] = [upConvolution(parameters, "up", { from: 1, to: 1 }), upsample(1)];
    for (const [i, up] of ups.entries()) {
      const below = sequence(maxPool(1, 2), convolution(parameters, i, { from: 1, to: 1 }), up);
      const { size, jump, start } = below.field(PIXEL);
      const image = randomTensor([1, 16, 16, 1], "image") as Tensor4D;
      const reached: number[] = [];
      for (const unit of [7, 8]) {
        const seen = tf.grad((x) =>
          below(x as Tensor4D, plainForward(false)).slice([0, unit, 0], [1, 1, 16]).square().sum()
        )(image);
        const rows = seen.abs().sum([0, 2, 3]).dataSync();
        const centre = start + jump * unit, edge = (size - 1) / 2;
        for (const [row, weight] of rows.entries()) {
          if (weight === 0) continue;
          assert(
            Math.abs(row - centre) <= edge,
            `Unit ${unit} sees row ${row}, outside ${centre} +- ${edge}`,
          );
          reached.push(Math.abs(row - centre));
        }
      }
      // a pooled pair shows only its larger pixel in each column: one row of slack
      assert(Math.max(...reached) >= (size - 1) / 2 - 1);
    }
  });
  parameters.dispose();
});
