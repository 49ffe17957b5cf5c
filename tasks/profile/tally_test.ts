import { assertAlmostEquals, assertEquals } from "@std/assert";
import { covered } from "./covered.ts";
import type { StepCosts } from "./measure.ts";
import { tallyOps, tallyParts, total } from "./tally.ts";
import { op, type Said } from "./testdata/costs.ts";
import { median, typicalStep } from "./typical_step.ts";

const forward = { name: "s1", phase: "forward" } as const,
  backward = { name: "s1", phase: "backward" } as const;
const update = { name: "optimizer", phase: "update" } as const;
const step = (...calls: Said[][]): StepCosts => ({ seconds: .01, calls: calls.map((call) => call.map(op)) });

/** Three steps; something else held up the last one's first op. */
const steps = [1000, 2000, 90_000].map((duration) =>
  step([
    { name: "MatMul_1", inputs: ["a", "b"], shape: [10, 10], duration, part: forward },
    { name: "MatMul_2", duration: 500, part: backward },
    { name: "Apply_3", duration: 1500, part: update },
    { name: "a", op: "_Arg", shape: [10, 1000] },
    { name: "b", op: "_Arg", shape: [1000, 10], duration: 250 },
  ])
);

Deno.test("tallyOps() adds up usual times and counts by kind, with the rate of products", () => {
  assertEquals(tallyOps(typicalStep(steps)), [
    { op: "MatMul", count: 2, milliseconds: 2.5, gigaflops: .2 / 2.5 },
    { op: "Apply", count: 1, milliseconds: 1.5 },
    { op: "_Arg", count: 2, milliseconds: .25 },
  ]);
});

Deno.test("tallyParts() has slots in their order, then what is not in it, and last what nothing claims", () => {
  const tally = tallyParts(typicalStep(steps), ["s0", "s1"]);
  assertEquals(tally, [
    { name: "s1", forward: 2, backward: .5, milliseconds: 2.5 },
    { name: "optimizer", forward: 0, backward: 0, milliseconds: 1.5 },
    { name: "other", forward: 0, backward: 0, milliseconds: .25 },
  ]);
  assertAlmostEquals(total(typicalStep(steps)), 4.25);
});

Deno.test("typicalStep() counts each call of a step that accumulates, and keeps its functions apart", () => {
  const add: Said[] = [{ name: "Mul_1", shape: [3], duration: 100 }],
    apply: Said[] = [{ name: "Mul_1", duration: 7000 }];
  const typical = typicalStep([step(add, add, apply), step(add, add, apply)]);
  assertEquals(typical.map(({ times, milliseconds }) => [times, milliseconds]), [[2, .1], [1, 7]]);
});

Deno.test("median() is the middle one, or the mean of both", () => {
  assertEquals([median([9, 1, 2]), median([4, 1, 2, 100]), median([5])], [2, 3, 5]);
});

Deno.test("covered() is the share of the time in which an op runs, two at once counted once", () => {
  const calls = [{ name: "a", start: 0, duration: 4000 }, { name: "b", start: 3000, duration: 2000 }];
  const inner = { name: "c", start: 3500, duration: 100 }, later = { name: "d", start: 7000, duration: 500 };
  assertAlmostEquals(covered([step([later, inner, ...calls])]), .55);
});
