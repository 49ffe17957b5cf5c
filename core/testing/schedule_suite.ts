import { assert, assertEquals } from "@std/assert";
import type { Horizon, Schedule } from "../optim/schedule.ts";
import type { Register } from "./model_suite.ts";

/** A schedule to put through {@linkcode scheduleSuite}. */
export interface ScheduleCase {
  /** Put before what each test says. */
  readonly name: string;
  /** Builds it. */
  readonly build: () => Schedule;
}

/** Trainings of usual length, of one step, of less than an epoch. */
const HORIZONS: readonly Horizon[] = [
  { steps: 40, stepsPerEpoch: 4 },
  { steps: 1, stepsPerEpoch: 1 },
  { steps: 3, stepsPerEpoch: 250 },
];

/** What every schedule must do; see {@linkcode Schedule}. */
export function scheduleSuite({ name, build }: ScheduleCase, register: Register = Deno.test): void {
  const rates = (schedule: Schedule, horizon: Horizon, base: number) =>
    Array.from({ length: horizon.steps }, (_, step) => schedule.rate(step, base, horizon));

  register(`${name} gives a finite rate from 0 at every step, and one above 0`, () => {
    for (const horizon of HORIZONS) {
      const all = rates(build(), horizon, 0.1);
      for (const [step, rate] of all.entries()) {
        assert(Number.isFinite(rate) && rate >= 0, `Found ${rate} at step ${step} of ${horizon.steps}`);
      }
      if (horizon.steps > 1) assert(all.some((rate) => rate > 0), "Found no rate above 0");
    }
  });

  register(`${name} is a function of the step: asked backwards, again or anew, it says the same`, () => {
    for (const horizon of HORIZONS) {
      const schedule = build(), all = rates(schedule, horizon, 0.1);
      const backwards = all.map((_, i) => schedule.rate(all.length - 1 - i, 0.1, horizon)).reverse();
      assertEquals(backwards, all);
      assertEquals(rates(build(), horizon, 0.1), all);
    }
  });
}
