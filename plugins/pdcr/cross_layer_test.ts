import { assertEquals, assertMatch, assertNotEquals, assertThrows } from "@std/assert";
import type { Loss, LossBuildContext } from "@dragsaw/core";
import { createParameters } from "@dragsaw/core/model";
import { createRegistry, OptionError } from "@dragsaw/core/registry";
import {
  assertClose,
  lossContext,
  lossInput,
  lossSuite,
  randomTensor,
  testLabels,
} from "@dragsaw/core/testing";
import { batchNorm, conv2d, relu, tf } from "@dragsaw/core/tensor";
import type { Tensor, Tensor4D } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { divergence } from "./affinity.ts";
import { contrast } from "./contrast.ts";
import { integralImage } from "./integral.ts";
import plugin from "./mod.ts";
import { foregroundRatio } from "./ratio.ts";

const registry = createRegistry([plugin]);
const units = { x2: 11, "deep.x3": 6 };

function build(options: Record<string, unknown>, context: LossBuildContext): Loss {
  return registry.build("loss", { type: "pdcr-cross-layer", units, channels: 4, ...options }, context);
}

const VARIANTS: Record<string, Record<string, unknown>> = {
  "by default": {},
  "with receptive fields on a finer grid": { ratio: { type: "receptive-field" }, grid: 8 },
  "by patch Dice": { affinity: "dice" },
  "diagonal, random, with positions": {
    units: { x2: 6, "deep.x3": 6 },
    form: "diagonal",
    sampling: "random",
    position: "sincos",
  },
  "across images near boundaries, of a learned temperature": {
    across: "images",
    sampling: "boundary",
    temperature: "learned",
  },
  "by regression across images too": { form: "regression", across: "both" },
};
for (const [name, options] of Object.entries(VARIANTS)) {
  lossSuite({
    name: `pdcr-cross-layer ${name}`,
    build: (context) => build(options, context),
    // ReLU has kinks.
    gradient: { epsilon: 0.001, tolerance: 0.05, directions: 1 },
  }, onEachBackend);
}

onEachBackend("pdcr-cross-layer is head, units, ratios and contrast put together", () => {
  const parameters = createParameters(3);
  tf.tidy(() => {
    const context = lossContext(parameters, { classes: 2, size: [32, 32] });
    const loss = build(
      { units: { "deep.x3": 4, x2: 4 }, ratio: { type: "hierarchical", sizes: [5] } },
      context,
    );
    assertEquals(loss.slots, ["x2", "deep.x3"]);
    const input = lossInput(loss, context, "mixed");
    const weights = new Map(parameters.all.map(({ name, variable }) => [name, variable]));
    const project = (slot: string, stride: number) => {
      const x = input.features.get(slot)!, w = weights.get(`${slot}.conv`)! as unknown as Tensor4D;
      assertEquals(w.shape, [stride, stride, x.shape[3], 4]);
      const y = conv2d(x, w, { stride, dilation: 1, padding: 0 });
      const { y: normalized } = batchNorm(
        y,
        weights.get(`${slot}.gamma`)!,
        weights.get(`${slot}.beta`)!,
        1e-5,
      );
      return relu(normalized).reshape([2, 4, 4]);
    };
    const integral = integralImage(testLabels("mixed", [32, 32], 2), 2);
    // Heads see 8x8 cells of stride 2 and 4x4 of stride 4: centres at 7 and 23, at 6 and 22.
    const phi = (first: number) => {
      const places = [first, first + 16].flatMap((row) => [first, first + 16].map((column) => [row, column]));
      const boxes = [places.map((at) => ({ from: at.map((n) => n - 2), to: at.map((n) => n + 3) }))];
      return foregroundRatio(boxes, [32, 32])(integral);
    };
    const wanted = contrast(project("x2", 8), project("deep.x3", 4), divergence(phi(7), phi(6)), {
      form: "paper",
      temperature: 1,
      reduction: "mean",
    });
    assertClose(loss.compute(input), wanted, 1e-6);
  });
  parameters.dispose();
});

onEachBackend("pdcr-cross-layer averages the uncertainty of a slot over the cells of its grid", () => {
  const parameters = createParameters(2);
  tf.tidy(() => {
    const context = lossContext(parameters, { size: [32, 32] });
    const loss = build({ uncertainty: "certain", form: "supcon" }, context);
    const input = lossInput(loss, context, "mixed");
    const value = (x2: Tensor) => {
      const uncertainty = new Map([["x2", x2], ["deep.x3", tf.fill([2, 8, 8, 1], 0.4)]]);
      const uncertain = { ...input, uncertainty };
      return loss.compute(uncertain).dataSync()[0];
    };
    const fine = tf.abs(tf.sin(randomTensor([2, 16, 16, 1], "E"))) as Tensor4D;
    const coarse = tf.image.resizeNearestNeighbor(tf.avgPool(fine, 8, 8, "valid"), [16, 16], false, true);
    assertClose([value(coarse)], [value(fine)], 1e-5);
    assertNotEquals(value(tf.fill([2, 16, 16, 1], 0.4)), value(fine));
    assertThrows(() => loss.compute(input), RangeError, 'Cannot weigh pairs of slot "x2"');
  });
  parameters.dispose();
});

const REFUSED: [string, Record<string, unknown>, (string | number)[], RegExp][] = [
  ["one slot", { units: { x2: 4 } }, ["units"], /at least 2 slots/],
  ["a slot that is not there", { units: { x2: 4, x3: 4 } }, ["units", "x3"], /expected one of x2, deep\.x3/],
  [
    "a stride that does not divide the grid",
    { grid: 6 },
    ["units", "deep.x3"],
    /stride of 4 does not divide 6; set grid/,
  ],
  ["a grid beyond the image", { grid: 128 }, ["units", "x2"], /stride of 2 leaves no cell of a 64x60 input/],
  ["diagonal with different counts", { form: "diagonal" }, ["form"], /Cannot pair 11, 6 units/],
];
for (const [what, options, path, message] of REFUSED) {
  Deno.test(`pdcr-cross-layer refuses ${what}`, () => {
    const parameters = createParameters(1);
    try {
      const error = assertThrows(() => build(options, lossContext(parameters)), OptionError);
      assertEquals(error.path, path);
      assertMatch(error.message, message);
    } finally {
      parameters.dispose();
    }
  });
}
