import type { Metric } from "../metric/metric.ts";
import type { Report } from "../report/report.ts";
import { describe } from "./describe.ts";
import { attempt, FUNCTION, type Refuse, requireMembers } from "./hold.ts";

/** A metric that measures finite numbers, or null. */
export function heldMetric(metric: Metric, refuse: Refuse): Metric {
  requireMembers(metric, "build()", {
    name: ["a text", (value) => typeof value === "string" && value !== ""],
    higherIsBetter: ["true or false", (value) => typeof value === "boolean"],
    measure: FUNCTION,
  }, refuse);
  const checked = (what: string, value: unknown): number | null => {
    if (value === null || Number.isFinite(value)) return value as number | null;
    return refuse(`${what} gave ${describe(value)}, expected a finite number, or null where it is undefined`);
  };
  const { name, higherIsBetter } = metric;
  return {
    name,
    higherIsBetter,
    measure: (pair) => checked("measure()", attempt("measure()", () => metric.measure(pair), refuse)),
    ...metric.measureClasses && {
      measureClasses(pair) {
        const values: unknown = attempt("measureClasses()", () => metric.measureClasses!(pair), refuse);
        if (!Array.isArray(values) || values.length !== pair.classes - 1) {
          return refuse(
            `measureClasses() gave ${describe(values)}, expected ${pair.classes - 1}: one a foreground class`,
          );
        }
        return values.map((value) => checked("measureClasses()", value));
      },
    },
    ...metric.fromCounts && {
      fromCounts: (confusion, classes) =>
        checked(
          "fromCounts()",
          attempt("fromCounts()", () => metric.fromCounts!(confusion, classes), refuse),
        ),
    },
  };
}

/** A report whose mistakes are told in its name. */
export function heldReport(report: Report, refuse: Refuse): Report {
  requireMembers(report, "build()", { onCase: FUNCTION, onEnd: FUNCTION }, refuse);
  return {
    onCase: async (item, folder) => await attempt("onCase()", () => report.onCase(item, folder), refuse),
    onEnd: async (summary, folder) => await attempt("onEnd()", () => report.onEnd(summary, folder), refuse),
  };
}
