import { classCounts } from "@dragsaw/core";
import type { ClassCounts, Metric } from "@dragsaw/core";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";

/** Value of a metric from a confusion matrix `[truth * classes + prediction]`; null for 0/0. */
export interface FromCounts {
  (confusion: Float64Array, classes: number): number | null;
}

/** Value of a metric for one class against the rest; null for 0/0. */
export interface ClassValue {
  (counts: ClassCounts): number | null;
}

/** a / b, null for 0/0. */
const ratio = (a: number, b: number): number | null => b === 0 ? null : a / b;

/** Dice = 2 TP / (2 TP + FP + FN): 0 for a structure that was missed, null where neither map has it. */
export const diceOf = ({ tp, fp, fn }: ClassCounts): number | null => ratio(2 * tp, 2 * tp + fp + fn);

/** Jaccard index (intersection over union) = TP / (TP + FP + FN). */
export const jaccardOf = ({ tp, fp, fn }: ClassCounts): number | null => ratio(tp, tp + fp + fn);

/** Sensitivity (recall) = TP / (TP + FN): null where the truth lacks the class. */
export const sensitivityOf = ({ tp, fn }: ClassCounts): number | null => ratio(tp, tp + fn);

/** Specificity = TN / (TN + FP). */
export const specificityOf = ({ tn, fp }: ClassCounts): number | null => ratio(tn, tn + fp);

/** Mean of the values that are defined; null when none is. */
export function mean(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return ratio(defined.reduce((a, b) => a + b, 0), defined.length);
}

/** Mean over the foreground classes where defined. */
export function overForeground(value: ClassValue): FromCounts {
  return (confusion, classes) => mean(classCounts(confusion, classes).slice(1).map(value));
}

/** Mean over all classes, background too, where defined. */
export function overAll(value: ClassValue): FromCounts {
  return (confusion, classes) => mean(classCounts(confusion, classes).map(value));
}

/** Share of pixels with the right class. */
export function pixelAccuracy(confusion: Float64Array, classes: number): number | null {
  const right = Array.from({ length: classes }, (_, c) => confusion[c * classes + c]);
  return ratio(right.reduce((a, b) => a + b, 0), confusion.reduce((a, b) => a + b, 0));
}

/** Dice over all classes as in the authors' code, where a class that neither map has counts 0. */
export function releasedMeanDice(confusion: Float64Array, classes: number): number | null {
  return mean(classCounts(confusion, classes).map((counts) => diceOf(counts) ?? 0));
}

/**
 * A metric that needs counts alone.
 *
 * @param ofClass Value of one class, where the metric is its mean over the foreground.
 */
export function countMetric(name: string, fromCounts: FromCounts, ofClass?: ClassValue): Metric {
  return {
    name,
    higherIsBetter: true,
    measure: ({ confusion, classes }) => fromCounts(confusion, classes),
    ...ofClass && {
      measureClasses: ({ confusion, classes }) => classCounts(confusion, classes).slice(1).map(ofClass),
    },
    fromCounts,
  };
}

/** Means over the foreground's classes. */
const FOREGROUND: readonly [string, string, ClassValue][] = [
  ["dice", "Dice of the foreground, mean over its classes.", diceOf],
  ["jaccard", "Jaccard index (IoU) of the foreground, mean over its classes.", jaccardOf],
  ["sensitivity", "Share of the foreground that was found, mean over its classes.", sensitivityOf],
  [
    "specificity",
    "Share of the rest that was left out, mean over the foreground classes.",
    specificityOf,
  ],
];

const OTHERS: readonly [string, string, FromCounts][] = [
  ["accuracy", "Share of pixels with the right class.", pixelAccuracy],
  ["m-dice", "Dice, mean over all classes with background.", overAll(diceOf)],
  ["m-iou", "Jaccard index, mean over all classes with background.", overAll(jaccardOf)],
  [
    "released-mean-dice",
    "m-dice as in the authors' code: a class that neither map has counts 0.",
    releasedMeanDice,
  ],
];

/** Definitions of all of them. */
const SOURCE = "Taha and Hanbury 2015, doi 10.1186/s12880-015-0068-x";

function component(name: string, summary: string, build: () => Metric): Component {
  return define("metric", name, { summary, source: SOURCE, options: () => ({}), build });
}

/** The metrics of method.md section 5 that follow from counts; each is in [0, 1]. */
export const overlapMetrics: readonly Component[] = [
  ...FOREGROUND.map(([name, summary, ofClass]) =>
    component(name, summary, () => countMetric(name, overForeground(ofClass), ofClass))
  ),
  ...OTHERS.map(([name, summary, fromCounts]) =>
    component(name, summary, () => countMetric(name, fromCounts))
  ),
];
