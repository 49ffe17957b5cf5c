import { strataOf, unitsOf } from "./fraction_strata.ts";
import type { Dataset } from "./dataset.ts";
import { stream } from "./random.ts";
import { stratify } from "./stratify.ts";
import { withCases } from "./with_cases.ts";

/** How {@linkcode takeFraction} draws. */
export interface FractionOptions {
  /** Root of the run's streams: rows of one seed train on the same cases. */
  readonly seed: number;
  /** Told after each mask that was read. */
  readonly onProgress?: (done: number, count: number) => void;
}

/**
 * A dataset with a part of its training cases; validation and test stay whole.
 *
 * Cases are drawn in one stratified order (`stratify()`) of which a fraction is the beginning: with one seed, a smaller
 * fraction is contained in a larger one. Strata are what cases name, else tenths by foreground; then every mask is read once.
 * A patient is in as a whole or not at all. What is drawn depends on seed, ids, patients and strata alone.
 *
 * @param fraction Above 0, to 1: all. Of n cases round(fraction n) are taken, at least one; where patients have several, as
 * near to that as whole patients come.
 * @throws {RangeError} For another fraction. @throws {DataError} When a mask cannot be read, or patients or strata are named
 * for some cases only.
 */
export async function takeFraction(
  dataset: Dataset,
  fraction: number,
  { seed, onProgress }: FractionOptions,
): Promise<Dataset> {
  if (!(fraction > 0 && fraction <= 1)) {
    throw new RangeError(`Cannot take a fraction of ${fraction}, expected above 0 and at most 1`);
  }
  if (fraction === 1) return dataset;
  const all = dataset.cases("train"), units = unitsOf(all);
  const { strata, by } = await strataOf(units, dataset, onProgress);
  const drawn = stratify(strata, stream(seed, "fraction")).map((i) => units[i].cases);
  const chosen = new Set(beginning(drawn, Math.max(1, Math.round(fraction * all.length))).flat());
  const part = all.filter((item) => chosen.has(item));
  const note = `${part.length} of ${all.length} training cases, ${new Set(strata).size} strata by ${by}`;
  return withCases(dataset, (split) => split === "train" ? part : dataset.cases(split), note);
}

/** The lists from the first on that together come nearest to `wanted` items; at least one. */
function beginning<T>(lists: readonly (readonly T[])[], wanted: number): readonly (readonly T[])[] {
  let count = 0, taken = 0;
  for (const { length } of lists) {
    if (taken > 0 && Math.abs(count + length - wanted) >= Math.abs(count - wanted)) break;
    count += length;
    taken++;
  }
  return lists.slice(0, taken);
}
