import type { Optimizer } from "../optim/optimizer.ts";
import type { Schedule } from "../optim/schedule.ts";
import { describe, isTexts } from "./describe.ts";
import { attempt, FUNCTION, type Refuse, requireMembers } from "./hold.ts";

/** An optimiser that assigns, and gives nothing back. */
export function heldOptimizer(optimizer: Optimizer, refuse: Refuse): Optimizer {
  requireMembers(optimizer, "build()", {
    rate: ["a number above 0", (value) => typeof value === "number" && value > 0],
    slots: ["a list of names", isTexts],
    update: FUNCTION,
  }, refuse);
  const { rate, slots } = optimizer;
  return {
    rate,
    slots,
    update(weight, gradient, state, input) {
      const given: unknown = attempt(
        "update()",
        () => optimizer.update(weight, gradient, state, input),
        refuse,
      );
      if (given !== undefined) {
        refuse(`update() gave ${describe(given)}, expected nothing: it assigns to the weight`);
      }
    },
  };
}

/** A schedule that gives a rate for every step. */
export function heldSchedule(schedule: Schedule, refuse: Refuse): Schedule {
  requireMembers(schedule, "build()", { rate: FUNCTION }, refuse);
  return {
    rate(step, base, horizon) {
      const rate: unknown = attempt("rate()", () => schedule.rate(step, base, horizon), refuse);
      if (typeof rate === "number" && Number.isFinite(rate) && rate >= 0) return rate;
      return refuse(`rate() gave ${describe(rate)} at step ${step}, expected a finite number from 0`);
    },
  };
}
