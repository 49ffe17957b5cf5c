import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import type { Horizon, Schedule } from "@dragsaw/core";
import { OptionError } from "@dragsaw/core/registry";
import { z } from "zod";
import { scheduleSuite } from "@dragsaw/core/testing";
import golden from "../../tests/goldens/schedule.json" with { type: "json" };
import plugin from "./mod.ts";

/** Builds a schedule as the registry does. */
function build(type: string, options: Record<string, unknown>): Schedule {
  const component = plugin.components.find(({ kind, name }) => kind === "schedule" && name === type)!;
  const checked = z.strictObject(component.shape({ component: () => z.never() })).parse(options);
  return component.build(checked as never, {}) as Schedule;
}

const schedules = {
  cosine_warmup: (item: typeof golden.cases[number]) =>
    build("cosine", { final: item.final_lr, start: item.start_warmup, warmupEpochs: item.warmup_epochs }),
  step: (item: typeof golden.cases[number]) =>
    build("step", { milestones: item.milestones, decay: item.decay_rate, final: item.final_lr }),
  exp: (item: typeof golden.cases[number]) =>
    build("exponential", { gamma: item.gamma, final: item.final_lr }),
  poly: (item: typeof golden.cases[number]) => build("poly", { power: item.power }),
};

for (
  const [type, options] of Object.entries({
    constant: {},
    cosine: { warmupSteps: 5, start: 0.01 },
    step: { milestones: [2, 5] },
    exponential: { gamma: 0.9 },
    poly: {},
  })
) scheduleSuite({ name: type, build: () => build(type, options) });

golden.cases.forEach((item, i) => {
  Deno.test(`schedules agree with the golden case ${i}, ${item.kind}`, () => {
    const epochs = item.epochs ?? item.max_epochs!, stepsPerEpoch = item.iters_per_epoch ?? 250;
    const horizon: Horizon = { steps: epochs * stepsPerEpoch, stepsPerEpoch };
    const schedule = schedules[item.kind as keyof typeof schedules](item);
    const at = item.iterations ?? item.epochs_at!.map((epoch) => epoch * stepsPerEpoch);
    assertEquals(at.length, item.expected_lr.length);
    at.forEach((step, k) => {
      const wanted = item.expected_lr[k];
      assertAlmostEquals(schedule.rate(step, item.base_lr, horizon), wanted, 1e-9 * wanted, `step ${step}`);
    });
  });
});

const horizon: Horizon = { steps: 40, stepsPerEpoch: 4 };

Deno.test("cosine takes its warm-up in steps too, and is fine in a training shorter than it", () => {
  const schedule = build("cosine", { warmupSteps: 5 });
  assertEquals([0, 2, 4].map((step) => schedule.rate(step, 1, horizon)), [0, 0.5, 1]);
  assertEquals(schedule.rate(1, 1, { steps: 2, stepsPerEpoch: 1 }), 0.25);
  assertThrows(() => build("cosine", { warmupSteps: 5, warmupEpochs: 1 }), OptionError, "once");
});

Deno.test("poly can change every step", () => {
  const rates = [0, 1, 4, 5].map((step) => build("poly", { power: 1, per: "step" }).rate(step, 1, horizon));
  assertEquals(rates, [1, 0.975, 0.9, 0.875]);
  assertEquals([0, 1, 4, 5].map((step) => build("poly", { power: 1 }).rate(step, 1, horizon)), [
    1,
    1,
    0.9,
    0.9,
  ]);
});

Deno.test("constant keeps the base rate", () => {
  assertEquals([0, 39].map((step) => build("constant", {}).rate(step, 0.3, horizon)), [0.3, 0.3]);
});
