import { classCounts, confusionMatrix, keepLargest } from "@dragsaw/core/metric";
import { choiceOf, keepLargestForeground, type Postprocessing } from "./postprocessing.ts";

/** A validation case: what was predicted and what is true. */
export interface ValidationCase {
  /** Predicted class ids. */
  readonly prediction: Uint8Array;
  /** True class ids. */
  readonly truth: Uint8Array;
  /** Slices, rows and columns. */
  readonly size: readonly number[];
}

/** Chooses a {@linkcode Postprocessing} from cases that are told one by one; none is kept. */
export interface PostprocessingChooser {
  /** Takes a case. @throws {RangeError} for a label that is no class, or maps that do not fit. */
  add(item: ValidationCase): void;
  /** What helps on all cases so far. */
  choose(): Postprocessing;
}

/** Mean Dice of each class of one case; null where neither map has it. */
type Row = readonly (number | null)[];

/**
 * Chooses as nnU-Net does: the largest component of the foreground as a whole where that raises the mean Dice, then, on what is
 * left, that of each class where it raises the mean Dice of the class. A missed or invented structure has Dice 0; what neither
 * prediction nor truth has is left out.
 *
 * @param names Of the classes, the background first.
 */
export function postprocessingChooser(names: readonly string[]): PostprocessingChooser {
  const foreground = names.slice(1), ids = foreground.map((_, i) => i + 1);
  // As predicted, each class cleaned; the foreground cleaned, then each class
  const rows: Record<"plain" | "classes" | "whole" | "both", Row[]> = {
    plain: [],
    classes: [],
    whole: [],
    both: [],
  };
  return {
    add({ prediction, truth, size }) {
      const dice = (labels: Uint8Array) => diceOf(labels, truth, names.length);
      const whole = keepLargestForeground(prediction, size, ids.length);
      rows.plain.push(dice(prediction));
      rows.classes.push(dice(keepLargest(prediction, size, ids)));
      rows.whole.push(dice(whole));
      rows.both.push(dice(keepLargest(whole, size, ids)));
    },
    choose() {
      const overall = (rows: readonly Row[]) => mean(rows.map(mean));
      const whole = choiceOf(overall(rows.plain), overall(rows.whole));
      const [without, with_] = whole.keepLargest ? [rows.whole, rows.both] : [rows.plain, rows.classes];
      const ofClass = (rows: readonly Row[], i: number) => mean(rows.map((row) => row[i]));
      return {
        version: 1,
        cases: rows.plain.length,
        foreground: whole,
        classes: foreground.map((name, i) => ({ name, ...choiceOf(ofClass(without, i), ofClass(with_, i)) })),
      };
    },
  };
}

function diceOf(prediction: Uint8Array, truth: Uint8Array, classes: number): Row {
  return classCounts(confusionMatrix(prediction, truth, classes), classes).slice(1)
    .map(({ tp, fp, fn }) => tp + fp + fn === 0 ? null : 2 * tp / (2 * tp + fp + fn));
}

/** Mean of what is defined; null where nothing is. */
function mean(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : defined.reduce((a, b) => a + b, 0) / defined.length;
}
