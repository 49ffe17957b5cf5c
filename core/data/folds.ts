import type { Case, Dataset, Split } from "./dataset.ts";
import { strataOf, type Unit, unitsOf } from "./fraction_strata.ts";
import { stream } from "./random.ts";
import { stratify } from "./stratify.ts";
import { withCases } from "./with_cases.ts";

/** Cross-validation: which part of the cases is held out for validation. */
export interface Folds {
  /** Parts, 2 or more. */
  readonly count: number;
  /** The part that is validated on, 0 to `count` - 1. */
  readonly fold: number;
  /** Draws the parts: the same for every seed of the run. */
  readonly seed: number;
}

/**
 * A dataset whose training and validation cases are divided anew: into `count` parts as equal as they come, of which one is
 * validated on and the others are trained on. The test split stays.
 *
 * A patient's cases are in one part, and each stratum is spread over the parts to within one patient: strata are what cases
 * name, else tenths by foreground; then every mask is read once. Parts depend on seed, ids, patients and strata alone.
 *
 * @throws {RangeError} When there are fewer patients than parts, or `fold` is none of them. @throws {DataError} When a mask
 * cannot be read, or patients or strata are named for some cases only.
 */
export async function takeFold(
  dataset: Dataset,
  { count, fold, seed }: Folds,
  onProgress?: (done: number, count: number) => void,
): Promise<Dataset> {
  const all = [...dataset.cases("train"), ...dataset.cases("val")], units = unitsOf(all);
  if (!(Number.isInteger(fold) && fold >= 0 && fold < count)) {
    throw new RangeError(`Cannot take fold ${fold}: expected 0 to ${count - 1}, as there are ${count}`);
  }
  if (units.length < count) {
    throw new RangeError(`Cannot make ${count} folds: found ${units.length} patients or cases to divide`);
  }
  const { strata, by } = await strataOf(units, dataset, onProgress);
  const parts = deal(units, strata, stratify(strata, stream(seed, "folds")), count);
  const held = new Set(parts[fold].flatMap(({ cases }) => cases));
  const lists: Record<Split, readonly Case[]> = { train: [], val: [], test: dataset.cases("test") };
  const sorted = all.toSorted((a, b) => a.id < b.id ? -1 : 1);
  lists.train = moved(sorted.filter((item) => !held.has(item)), "train");
  lists.val = moved(sorted.filter((item) => held.has(item)), "val");
  const kinds = new Set(strata).size;
  const note = `fold ${fold} of ${count}, ${kinds} strata by ${by}`;
  return withCases(dataset, (split) => lists[split], note);
}

/** Deals units in their order: each to the part with the fewest of its stratum; of equals, with the fewest cases. */
function deal(
  units: readonly Unit[],
  strata: readonly string[],
  order: readonly number[],
  count: number,
): Unit[][] {
  const parts = Array.from(
    { length: count },
    () => ({ units: [] as Unit[], cases: 0, of: new Map<string, number>() }),
  );
  for (const i of order) {
    const have = (part: typeof parts[number]) => part.of.get(strata[i]) ?? 0;
    const part = parts.reduce((best, next) =>
      have(next) < have(best) || (have(next) === have(best) && next.cases < best.cases) ? next : best
    );
    part.units.push(units[i]);
    part.cases += units[i].cases.length;
    part.of.set(strata[i], have(part) + 1);
  }
  return parts.map(({ units }) => units);
}

function moved(cases: readonly Case[], split: Split): Case[] {
  return cases.map((item) => item.split === split ? item : { ...item, split });
}
