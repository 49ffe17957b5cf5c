import type { Triple } from "@dragsaw/core/volume";
import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { levelsOf } from "../options.ts";
import { volumeOf } from "../preprocess/frame.ts";
import { makePlan } from "./make_plan.ts";
import { stepMemory } from "./memory.ts";
import { configurationOf, prepareSettings } from "./plan.ts";
import { caseOf, fingerprintOfCases } from "./testdata/cases.ts";

const many = (count: number, size: Triple, spacing: Triple) =>
  fingerprintOfCases(Array.from({ length: count }, () => caseOf(size, spacing)));

Deno.test("makePlan() gives nnU-Net's plan of the hippocampus: 260 cases batch 9, 200 cases batch 7", () => {
  for (const [count, batch] of [[260, 9], [200, 7]]) {
    const full = configurationOf(makePlan(many(count, [36, 50, 35], [1, 1, 1])), "3d-fullres");
    assertEquals([full.patch, full.batch, full.spacing], [[40, 56, 40], batch, [1, 1, 1]]);
    assertEquals(levelsOf(full.network).map(({ width }) => width), [32, 64, 128, 256]);
  }
});

Deno.test("makePlan() plans large volumes coarser too, and batch Dice for patches that see little", () => {
  const { configurations } = makePlan(many(30, [300, 512, 512], [1.5, .75, .75]));
  const full = configurations["3d-fullres"]!, low = configurations["3d-lowres"]!;
  assertEquals([full.batchDice, low.batchDice], [true, false]);
  assert(volumeOf(full.patch) / volumeOf(full.medianSize) < .25);
  assert(volumeOf(low.patch) / volumeOf(low.medianSize) >= .2);
  const [depth, height, width] = low.spacing as Triple;
  // The finer axes are coarsened until they are within 2 of the coarsest, which they are; then all alike
  assert(Math.abs(depth / height - 2) < .07 && height === width && depth > 1.5);
  const small = makePlan(many(30, [100, 140, 140], [1, 1, 1])).configurations;
  assertEquals(Object.keys(small), ["2d", "3d-fullres"]);
});

Deno.test("makePlan() puts the coarse axis first, keeps slices as they are, and plans single slices in 2D", () => {
  const plan = makePlan(many(40, [320, 20, 300], [.6, 4, .5]));
  assertEquals(plan.order, [1, 0, 2]);
  assertEquals(configurationOf(plan, "3d-fullres").spacing, [4, .6, .5]);
  const slices = configurationOf(plan, "2d");
  assertEquals([slices.spacing, slices.patch[0]], [[null, .6, .5], 1]);
  assert(slices.network.kernels.every(([depth]) => depth === 1));
  const single = makePlan(many(40, [1, 300, 300], [1, 1, 1]));
  assertEquals(Object.keys(single.configurations), ["2d"]);
  assertThrows(() => configurationOf(single, "3d-fullres"), RangeError, "the plan has 2d");
});

Deno.test("makePlan() stays within any budget, sees at most a twentieth, and names what is too little", () => {
  const side = fc.integer({ min: 8, max: 400 }), mm = fc.double({ min: .4, max: 6, noNaN: true });
  const budgets = fc.integer({ min: 1_500, max: 24_000 }),
    precisions = fc.constantFrom("float32", "bfloat16");
  const settings = { numRuns: 40 };
  fc.assert(
    fc.property(
      fc.tuple(side, side, side),
      fc.tuple(mm, mm, mm),
      budgets,
      precisions,
      (size, spacing, mb, precision) => {
        const memory = mb * 1e6, kind = precision as "float32" | "bfloat16";
        const plan = makePlan(many(20, size, spacing), { memory, precision: kind });
        for (
          const { patch, batch, network, memory: estimate, medianSize } of Object.values(plan.configurations)
        ) {
          const { fixed, perPatch } = stepMemory(network, patch, {
            channels: 1,
            classes: 2,
            precision: kind,
          });
          assertEquals(Math.round(fixed + batch * perPatch), estimate);
          assert(estimate <= memory && batch >= 2);
          assert(batch === 2 || batch * volumeOf(patch) <= volumeOf(medianSize) * 20 * .05 + volumeOf(patch));
          const unit = network.strides.reduce(([a, b, c], [d, e, f]) => [a * d, b * e, c * f]);
          assertEquals(patch.map((sides, k) => sides % unit[k]), [0, 0, 0]);
        }
      },
    ),
    settings,
  );
  assertThrows(
    () => makePlan(many(20, [100, 100, 100], [1, 1, 1]), { memory: 2e8 }),
    RangeError,
    "Cannot plan a training within 200.0 MB",
  );
  assertThrows(() => makePlan(many(20, [7, 4, 4], [1, 1, 1])), RangeError, "expected a side of 8 voxels");
});

Deno.test("makePlan() normalizes by the channel's name, the body alone where much is 0", () => {
  const channels = ["T1", "CT", "noNorm", "rgb_to_0_1", "rescale_to_0_1"];
  const cropped = [caseOf([40, 40, 40], [1, 1, 1], [60, 60, 40])];
  const plan = makePlan(fingerprintOfCases(cropped, channels));
  assertEquals(plan.normalizations.map(({ scheme, bodyOnly }) => [scheme, bodyOnly]), [
    ["z-score", true],
    ["ct", false],
    ["none", false],
    ["byte", false],
    ["unit-range", false],
  ]);
  assertEquals(plan.normalizations[1].intensities?.high, 80);
  const whole = makePlan(fingerprintOfCases([caseOf([40, 40, 40], [1, 1, 1])]));
  assertEquals(whole.normalizations[0].bodyOnly, false);
  const { order, spacing, normalizations, classes } = prepareSettings(whole, "2d");
  assertEquals([order, spacing, normalizations.length, classes], [[0, 1, 2], [null, 1, 1], 1, 2]);
});
