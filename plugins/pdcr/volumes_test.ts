import { assertEquals, assertMatch, assertNotEquals, assertThrows } from "@std/assert";
import type { Loss, LossBuildContext, LossInput } from "@dragsaw/core";
import { createParameters, PIXEL } from "@dragsaw/core/model";
import type { AnyModel, Features, Model, VolumeModel } from "@dragsaw/core/model";
import { createRegistry, OptionError } from "@dragsaw/core/registry";
import {
  assertClose,
  lossContext,
  lossInput,
  volumeLossContext,
  volumeLossSuite,
} from "@dragsaw/core/testing";
import { compile, tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import plugin from "./mod.ts";

const registry = createRegistry([plugin]);
const none = createParameters(1);

function build(options: Record<string, unknown>, context: LossBuildContext<AnyModel>): Loss<Features> {
  return registry.build("loss", { type: "pdcr", ...options } as never, context);
}

const GRID = { units: { x2: [3, 4, 4], "deep.x3": [1, 2, 2] } };
const FIELDS = { ratio: { type: "receptive-field" }, temperature: 0.5 };
const SIZES = { ratio: { type: "hierarchical", sizes: [3, [1, 5, 5]] } };
const WINDOWS = { ...SIZES, border: 0 };
const CROSS = { type: "pdcr-cross-layer", channels: 4 };

const VARIANTS: Record<string, Record<string, unknown>> = {
  "in receptive fields of a grid": { ...GRID, ...FIELDS, divisor: "full" },
  "as released": { ...GRID, ...FIELDS, divisor: "full", halve: false, windows: "released3d" },
  "in windows of their own on each axis": { ...WINDOWS, units: { x2: 10 }, series: "ratio-first" },
  "by patch Dice": { ...WINDOWS, units: { "deep.x3": 9 }, affinity: "dice" },
  "near boundaries across images, with positions": {
    ...FIELDS,
    units: { x2: 9 },
    sampling: "boundary",
    across: "images",
    position: "sincos",
  },
  "between layers on their own maps": { ...CROSS, ...GRID, ...FIELDS, grid: "own" },
  "between layers on a common grid": { ...CROSS, ...SIZES, units: { x2: 7, "deep.x3": 5 }, grid: [2, 4, 4] },
};
for (const [name, options] of Object.entries(VARIANTS)) {
  volumeLossSuite({
    name: `pdcr of volumes ${name}`,
    build: (context) => build(options, context),
    // ReLU has kinks.
    gradient: options.type
      ? { epsilon: 0.001, tolerance: 0.05, directions: 1 }
      : { epsilon: 0.003, tolerance: 0.01, directions: 1 },
  }, onEachBackend);
}

const valueOf = (loss: Loss<Features>, input: LossInput<Features>) => loss.compute(input).dataSync()[0];

onEachBackend("pdcr of one slice is pdcr of an image", () => {
  tf.tidy(() => {
    const fields = [{ size: 7, jump: 2, start: 0 }, { size: 19, jump: 4, start: 0 }];
    const [x2, x3] = fields.map((field) => ({ channels: 3, field }));
    const [y2, y3] = fields.map((field) => ({ channels: 3, field: [PIXEL, field, field] as const }));
    const image: Model = { slots: { x2, x3 }, forward: (x) => x };
    const volume: VolumeModel = {
      axes: 3,
      resolutions: [[1, 1, 1]],
      slots: { x2: y2, x3: y3 },
      forward: (x) => [x],
    };
    const flat = lossContext(createParameters(2), { model: image, size: [24, 32] });
    const deep = volumeLossContext(createParameters(2), { model: volume, size: [1, 24, 32] });
    const units = { x2: 9, x3: 7 }, sizes = [3, 5];
    const lists = sizes.map((n) => [1, n, n]);
    for (
      const options of [
        { ...FIELDS, units },
        { units, border: 0, ratio: { type: "hierarchical", sizes, phi: "l1" } },
        { units, border: 0, affinity: "dice", ratio: { type: "hierarchical", sizes } },
        { ...FIELDS, units, sampling: "boundary", across: "both", form: "regression", temperature: 1 },
      ]
    ) {
      const one = build(options, flat), seen = lossInput(one, flat, "mixed");
      const { ratio } = options as { ratio: { type: string } };
      const other = build({ ...options, ratio: "sizes" in ratio ? { ...ratio, sizes: lists } : ratio }, deep);
      const features = new Map(
        [...seen.features].map(([slot, x]) => [slot, tf.expandDims(x, 1) as Features]),
      );
      const volumes = { ...lossInput(other, deep, "mixed"), labels: tf.expandDims(seen.labels, 1), features };
      assertClose([valueOf(other, volumes)], [valueOf(one, seen)], 1e-5);
    }
  });
});

onEachBackend("pdcr of volumes is the same compiled and op by op", async () => {
  const parameters = createParameters(3), context = volumeLossContext(parameters);
  const losses = [VARIANTS["as released"], VARIANTS["between layers on their own maps"]].map((options, i) =>
    build(options, { ...context, parameters: parameters.scope(i) })
  );
  const given = lossInput({ slots: ["x2", "deep.x3"] }, context, "mixed");
  const { labels, key } = given, x2 = given.features.get("x2")!, x3 = given.features.get("deep.x3")!;
  const step = (inputs: Record<string, Tensor>) => {
    const compute = (a: Tensor, b: Tensor) =>
      tf.addN(losses.map((loss) =>
        loss.compute({
          ...given,
          labels: inputs.labels,
          key: inputs.key,
          features: new Map([["x2", a as Features], ["deep.x3", b as Features]]),
        })
      ));
    const { value, grads } = tf.valueAndGrads(compute)([inputs.x2, inputs.x3]);
    return { value, x2: grads[0], x3: grads[1] };
  };
  const inputs = { labels, key, x2, x3 };
  const [traced, plain] = [await compile(step)(inputs), await compile(step, { trace: false })(inputs)];
  for (const name of ["value", "x2", "x3"] as const) assertClose(traced[name], plain[name], 1e-4, 1e-7);
  tf.dispose([traced, plain, given.images, given.logits, ...given.coarser, ...Object.values(inputs)]);
  parameters.dispose();
});

onEachBackend("pdcr's options for volumes change what is computed", () => {
  const parameters = createParameters(1), context = volumeLossContext(parameters, { size: [8, 24, 16] });
  tf.tidy(() => {
    const value = (options: Record<string, unknown>) => {
      const loss = build({ ...GRID, ...FIELDS, ...options }, context);
      return valueOf(loss, lossInput(loss, context, "mixed"));
    };
    const values = [{}, { divisor: "full" }, { windows: "released3d" }, { border: 1 }, { halve: false }];
    assertEquals(new Set(values.map(value)).size, values.length);
    assertEquals(value({ divisor: "valid" }), value({}));
    assertNotEquals(value({ units: { x2: [2, 4, 4] } }), value({ units: { x2: [4, 4, 4] } }));
  });
  parameters.dispose();
});

const REFUSED: [string, Record<string, unknown>, (string | number)[], RegExp][] = [
  ["a grid of two axes", { units: { x2: [2, 2] } }, ["units", "x2"], /every 2x2 cells on the 6x10x8 map/],
  [
    "drawn units of a grid",
    { units: { x2: [2, 2, 2] }, sampling: "random", border: 0 },
    ["units", "x2"],
    /found every 2x2x2 cells and sampling "random"/,
  ],
  [
    "windows of two axes",
    { units: { x2: 4 }, ratio: { type: "hierarchical", sizes: [[3, 3]] } },
    ["ratio"],
    /windows of 3x3 pixels on a 6x20x16 input/,
  ],
  [
    "windows that the border leaves nothing of",
    { units: { "deep.x3": 4 }, ratio: { type: "hierarchical", sizes: [5] } },
    ["units", "deep.x3"],
    /its 3x5x4 map.*smaller stride than 2x4x4/,
  ],
  ["turned places", { units: { x2: 4 }, windows: "released2d" }, ["windows"], /of a 6x20x16 input/],
  [
    "Dice of released windows",
    { ...WINDOWS, units: { x2: 4 }, affinity: "dice", windows: "released3d" },
    ["affinity"],
    /released3d/,
  ],
  [
    "a grid that slots do not divide",
    { ...CROSS, units: { x2: 4, "deep.x3": 4 }, grid: 2 },
    ["units", "deep.x3"],
    /its stride of 2x4x4 does not divide 2/,
  ],
];
for (const [what, options, path, message] of REFUSED) {
  Deno.test(`pdcr of volumes refuses ${what}`, () => {
    const error = assertThrows(() => build(options, volumeLossContext(none)), OptionError);
    assertEquals(error.path, path);
    assertMatch(error.message, message);
  });
}

Deno.test("pdcr-cross-layer refuses a grid of three axes for images", () => {
  const options = { ...CROSS, units: { x2: 4, "deep.x3": 4 }, grid: [4, 4, 4] };
  const error = assertThrows(() => build(options, lossContext(none)), OptionError);
  assertEquals(error.path, ["grid"]);
});
