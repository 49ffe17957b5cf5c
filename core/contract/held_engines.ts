import type { Planner } from "../data/planner.ts";
import type { BackendFactory } from "../tensor/backend.ts";
import { attempt, FUNCTION, type Members, type Refuse, requireMembers } from "./hold.ts";

/** What a plan has to bring. */
const PLAN: Members = {
  patch: ["[depth, height, width]", (value) => Array.isArray(value) && value.length === 3],
  batchSize: ["a whole number from 1", (value) => Number.isInteger(value) && Number(value) > 0],
  prepare: FUNCTION,
  restoreLabels: FUNCTION,
  restorePrediction: FUNCTION,
  describe: FUNCTION,
  text: ["a text", (value) => typeof value === "string"],
};

/** A planner whose plans are whole. */
export function heldPlanner(planner: Planner, refuse: Refuse): Planner {
  requireMembers(planner, "build()", { plan: FUNCTION, read: FUNCTION }, refuse);
  return {
    async plan(context) {
      const plan = await attempt("plan()", () => planner.plan(context), refuse);
      requireMembers(plan, "plan()", PLAN, refuse);
      return plan;
    },
    read(text, name) {
      const plan = attempt("read()", () => planner.read(text, name), refuse);
      requireMembers(plan, "read()", PLAN, refuse);
      return plan;
    },
  };
}

/** A backend's factory, under the name that configs know. */
export function heldBackend(factory: BackendFactory, name: string, refuse: Refuse): BackendFactory {
  const named = ["the component's name", (value: unknown) => value === name] as const;
  requireMembers(factory, "build()", { name: named, probe: FUNCTION, open: FUNCTION }, refuse);
  return {
    name,
    probe: (progress) => factory.probe(progress),
    async open(progress) {
      const backend = await attempt("open()", () => factory.open(progress), refuse);
      const environment: Members[string] = [
        "an object of plain values",
        (value) => typeof value === "object" && value !== null,
      ];
      requireMembers(
        backend,
        "open()",
        { name: named, environment, kernels: environment, close: FUNCTION },
        refuse,
      );
      return backend;
    },
  };
}
