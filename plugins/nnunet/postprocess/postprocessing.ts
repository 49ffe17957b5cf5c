import { keepLargest } from "@dragsaw/core/metric";

/** Whether keeping the largest component alone helps, and by how much. */
export interface Choice {
  /** Whether it is done. */
  readonly keepLargest: boolean;
  /** Mean Dice over the validation cases before; null where none has the structure. */
  readonly before: number | null;
  /** Mean Dice with the largest component alone. */
  readonly after: number | null;
}

/** What is done to predictions, chosen on validation. Plain data. */
export interface Postprocessing {
  /** Of this format. */
  readonly version: 1;
  /** Validation cases that it was chosen on. */
  readonly cases: number;
  /** The foreground as one region, done first. Dice is the mean over cases of the mean over classes. */
  readonly foreground: Choice;
  /** Each foreground class by itself, class 1 first, after that. */
  readonly classes: readonly (Choice & { readonly name: string })[];
}

/**
 * A prediction with what was chosen done to it; components are of voxels that touch in any way (26 neighbours).
 *
 * @param labels Class ids; left as they are. @param size Slices, rows and columns.
 * @returns A copy, or the labels themselves where nothing is done.
 */
export function postprocess(
  labels: Uint8Array,
  size: readonly number[],
  { foreground, classes }: Pick<Postprocessing, "foreground" | "classes">,
): Uint8Array {
  const whole = foreground.keepLargest ? keepLargestForeground(labels, size, classes.length) : labels;
  const chosen = classes.flatMap((choice, i) => choice.keepLargest ? [i + 1] : []);
  return chosen.length > 0 ? keepLargest(whole, size, chosen) : whole;
}

/** The largest component of all foreground classes together. @param count Foreground classes. */
export function keepLargestForeground(
  labels: Uint8Array,
  size: readonly number[],
  count: number,
): Uint8Array {
  return keepLargest(labels, size, [Array.from({ length: count }, (_, i) => i + 1)]);
}

/**
 * One choice out of those of several runs, as folds of one dataset: by the mean Dice over the cases of all, where each run counts
 * by its cases.
 *
 * @param all At least one, of the same classes.
 */
export function joinPostprocessing(all: readonly Postprocessing[]): Postprocessing {
  const join = (of: (one: Postprocessing) => Choice): Choice => {
    const defined = all.filter((one) => of(one).before !== null && of(one).after !== null);
    const cases = defined.reduce((sum, one) => sum + one.cases, 0);
    const mean = (value: (choice: Choice) => number | null) =>
      cases === 0 ? null : defined.reduce((sum, one) => sum + one.cases * value(of(one))!, 0) / cases;
    return choiceOf(mean(({ before }) => before), mean(({ after }) => after));
  };
  return {
    version: 1,
    cases: all.reduce((sum, one) => sum + one.cases, 0),
    foreground: join(({ foreground }) => foreground),
    classes: all[0].classes.map(({ name }, i) => ({ name, ...join(({ classes }) => classes[i]) })),
  };
}

/** What helps is done. */
export function choiceOf(before: number | null, after: number | null): Choice {
  return { keepLargest: before !== null && after !== null && after > before, before, after };
}
