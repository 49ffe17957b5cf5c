import { classCounts, type Metric } from "@dragsaw/core/metric";
import { type Component, define } from "@dragsaw/core/registry";

/** Values of the foreground classes, 1 - |FN - FP| / (2 TP + FP + FN): how well sizes agree, wherever they lie; null for 0/0. */
export function templateOf(confusion: Float64Array, classes: number): (number | null)[] {
  return classCounts(confusion, classes).slice(1).map(({ tp, fp, fn }) => {
    const both = 2 * tp + fp + fn;
    return both === 0 ? null : 1 - Math.abs(fn - fp) / both;
  });
}

function mean(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : defined.reduce((a, b) => a + b) / defined.length;
}

/** `template`: change what it measures, and this line. */
export const template: Component = define("metric", "template", {
  summary: "How well the sizes of structures agree, mean over foreground classes.",
  dimensions: [2, 3],
  options: () => ({}),
  build: (): Metric => ({
    name: "template",
    higherIsBetter: true,
    measure: ({ confusion, classes }) => mean(templateOf(confusion, classes)),
    measureClasses: ({ confusion, classes }) => templateOf(confusion, classes),
    fromCounts: (confusion, classes) => mean(templateOf(confusion, classes)),
  }),
});
