import { assert, assertEquals, assertMatch, assertNotEquals, assertThrows } from "@std/assert";
import type { Loss, LossBuildContext } from "@dragsaw/core";
import { createParameters } from "@dragsaw/core/model";
import { createRegistry, OptionError } from "@dragsaw/core/registry";
import { assertClose, lossContext, lossInput, lossSuite } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import plugin from "./mod.ts";

const registry = createRegistry([plugin]);
const none = createParameters(1);

/** A loss of this package on the fixture of {@linkcode lossContext}, whose maps want smaller windows than the default. */
function build(options: Record<string, unknown>, context: LossBuildContext = lossContext(none)): Loss {
  const ratio = { type: "hierarchical", sizes: [3, 5, 7] };
  return registry.build("loss", { type: "pdcr", units: { x2: 9 }, ratio, ...options }, context);
}

const both = { x2: 12, "deep.x3": 7 };
const VARIANTS: Record<string, Record<string, unknown>> = {
  "by default": {},
  "with receptive fields, ratio first": { ratio: { type: "receptive-field" }, series: "ratio-first" },
  "released2d, summed": { form: "released2d", reduction: "sum", temperature: 0.5, halve: false },
  "of a norm, ratio first by weights": {
    ratio: { type: "hierarchical", sizes: [3, 5, 7], phi: "l2" },
    series: "ratio-first",
    ratioWeights: [1, 2, 3],
  },
  "by patch Dice": { affinity: "dice" },
  "by patch Dice, ratio first": { affinity: "dice", series: "ratio-first", ratioWeights: [1, 2, 1] },
  "of random units with positions": { sampling: "random", position: "sincos" },
  "of random units by patch Dice": { sampling: "random", affinity: "dice" },
  "of norms in receptive fields, random": {
    ratio: { type: "receptive-field", phi: "l1" },
    sampling: "random",
  },
};
/** Forms that contrast_test.ts looks into. */
const FORMS = ["unweighted", "diagonal", "sigmoid-l1"].map((form) => ({ form }));
for (const [name, options] of Object.entries(VARIANTS)) {
  lossSuite({
    name: `pdcr ${name}`,
    build: (context) => build({ units: both, ...options }, context),
    gradient: { epsilon: 0.003, tolerance: 0.01, directions: 1 },
  }, onEachBackend);
}

/** Value of a loss on the fixture's step. */
function valueOf(options: Record<string, unknown>, size: [number, number] = [64, 60], step = 0): number {
  const parameters = createParameters(1);
  const value = tf.tidy(() => {
    const context = lossContext(parameters, { size }), loss = build(options, context);
    const input = lossInput(loss, context, "mixed");
    return loss.compute({ ...input, key: tf.add(input.key, tf.scalar(step, "int32")) }).dataSync()[0];
  });
  parameters.dispose();
  return value;
}

onEachBackend("pdcr adds the losses of its slots", () => {
  const parts = valueOf({ units: { x2: 12 } }) + valueOf({ units: { "deep.x3": 7 } });
  assertClose(valueOf({ units: both }), parts, 1e-5);
});

onEachBackend("pdcr reads windows of 5, 7 and 9 pixels when left to itself", () => {
  const sizes = { ratio: { type: "hierarchical", sizes: [5, 7, 9] } };
  assertEquals(valueOf({ ratio: undefined }), valueOf(sizes));
});

onEachBackend("pdcr draws other units each step when told to", () => {
  assertNotEquals(valueOf({ sampling: "random" }, [64, 60], 1), valueOf({ sampling: "random" }));
  assertEquals(valueOf({}, [64, 60], 1), valueOf({}));
});

onEachBackend("pdcr takes every cell where random units are as many", () => {
  const units = { "deep.x3": 1000 };
  assertClose(valueOf({ units, sampling: "random" }), valueOf({ units }), 1e-5);
});

onEachBackend("pdcr's options change what is computed", () => {
  const values = [...Object.values(VARIANTS), ...FORMS].map((options) =>
    valueOf({ units: both, ...options })
  );
  values.push(valueOf({ units: both, windows: "released2d" }, [64, 64]), valueOf({ units: both }, [64, 64]));
  assertEquals(new Set(values).size, values.length);
  assert(values.every(Number.isFinite));
});

const REFUSED: [string, Record<string, unknown>, (string | number)[], RegExp, [number, number]?][] = [
  [
    "a slot that is not there",
    { units: { "deep.3": 4 } },
    ["units", "deep.3"],
    /x2, deep\.x3; did you mean "deep\.x3"/,
  ],
  ["no slot", { units: {} }, ["units"], /at least 1 slot/],
  [
    "a map that the border leaves nothing of",
    { units: { "deep.x3": 4 } },
    ["units", "deep.x3"],
    /its 14x16 map.*border of 7/,
    [56, 64],
  ],
  [
    "released windows on an oblong input",
    { windows: "released2d" },
    ["windows"],
    /Cannot swap rows and columns of a 64x60 input/,
  ],
  [
    "Dice of receptive fields",
    { affinity: "dice", ratio: { type: "receptive-field" } },
    ["affinity"],
    /hierarchical/,
  ],
  ["weights without ratio-first", { ratioWeights: [1, 1, 1] }, ["ratioWeights"], /series "loss-first"/],
  [
    "a share of another sampling",
    { boundaryShare: 0.3, sampling: "random" },
    ["boundaryShare"],
    /a boundary share of 0\.3 with sampling "random"/,
  ],
  ["a temperature of cosines", { form: "regression", temperature: 0.1 }, ["temperature"], /leave it at 1/],
  ["a temperature that is no number", { temperature: "learnt" }, ["temperature"], /./],
  [
    "weights that are not one a size",
    { series: "ratio-first", ratioWeights: [1] },
    ["ratioWeights"],
    /3 window sizes/,
  ],
];
for (const [what, options, path, message, size] of REFUSED) {
  Deno.test(`pdcr refuses ${what}`, () => {
    const context = lossContext(none, size ? { size } : {});
    const error = assertThrows(() => build(options, context), OptionError);
    assertEquals(error.path, path);
    assertMatch(error.message, message);
  });
}

Deno.test("pdcr refuses features of another size than the model's geometry says", () => {
  tf.tidy(() => {
    const context = lossContext(none), loss = build({}, context), input = lossInput(loss, context, "mixed");
    const features = new Map([["x2", tf.zeros([2, 31, 30, 6]) as never]]);
    assertThrows(() => loss.compute({ ...input, features }), RangeError, '"x2": its map is 31x30, not 32x30');
  });
});
