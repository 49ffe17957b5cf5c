import type { Case, Dataset, Split } from "./dataset.ts";
import { strataOf, type Unit, unitsOf } from "./fraction_strata.ts";
import { numpyPermutation } from "./numpy_permutation.ts";
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
  /**
   * `nnunet`: the parts of nnU-Net's own cross-validation, which are those of scikit-learn's
   * `KFold(count, shuffle=True, random_state=seed)` over the sorted ids, without regard to strata and patients.
   */
  readonly order?: "nnunet" | undefined;
}

/**
 * A dataset whose training and validation cases are divided anew: into `count` parts as equal as they come, of which one is
 * validated on and the others are trained on. The test split stays.
 *
 * A patient's cases are in one part, and each stratum is spread over the parts to within one patient: strata are what cases
 * name, else tenths by foreground; then every mask is read once. Parts depend on seed, ids, patients and strata alone. With
 * `order: "nnunet"` a fold holds the cases that nnU-Net's fold of that number holds (seed 12345, 5 parts).
 *
 * @throws {RangeError} When there are fewer patients than parts, or `fold` is none of them. @throws {DataError} When a mask
 * cannot be read, or patients or strata are named for some cases only.
 */
export async function takeFold(
  dataset: Dataset,
  folds: Folds,
  onProgress?: (done: number, count: number) => void,
): Promise<Dataset> {
  const { count, fold, order } = folds, all = inOrder([...dataset.cases("train"), ...dataset.cases("val")]);
  if (!(Number.isInteger(fold) && fold >= 0 && fold < count)) {
    throw new RangeError(`Cannot take fold ${fold}: expected 0 to ${count - 1}, as there are ${count}`);
  }
  const { held, by } = order === "nnunet"
    ? { held: heldByNnunet(all, folds), by: "as nnU-Net divides the sorted ids" }
    : await heldStratified(all, folds, dataset, onProgress);
  const lists: Record<Split, readonly Case[]> = {
    train: moved(all.filter((item) => !held.has(item)), "train"),
    val: moved(all.filter((item) => held.has(item)), "val"),
    test: dataset.cases("test"),
  };
  return withCases(dataset, (split) => lists[split], `fold ${fold} of ${count}, ${by}`);
}

/** The part that is held out, and how it was drawn. */
interface HeldOut {
  readonly held: ReadonlySet<Case>;
  readonly by: string;
}

async function heldStratified(
  all: readonly Case[],
  { count, fold, seed }: Folds,
  dataset: Dataset,
  onProgress?: (done: number, count: number) => void,
): Promise<HeldOut> {
  const units = unitsOf(all);
  refuseFewer(units.length, count);
  const { strata, by } = await strataOf(units, dataset, onProgress);
  const parts = deal(units, strata, stratify(strata, stream(seed, "folds")), count);
  return {
    held: new Set(parts[fold].flatMap(({ cases }) => cases)),
    by: `${new Set(strata).size} strata by ${by}`,
  };
}

/** Runs of the shuffled cases, the first ones longer by one where they do not come out even. */
function heldByNnunet(all: readonly Case[], { count, fold, seed }: Folds): ReadonlySet<Case> {
  refuseFewer(all.length, count);
  const longer = all.length % count, length = Math.floor(all.length / count);
  const from = fold * length + Math.min(fold, longer), to = from + length + (fold < longer ? 1 : 0);
  return new Set(Array.from(numpyPermutation(all.length, seed).subarray(from, to), (i) => all[i]));
}

function refuseFewer(found: number, count: number): void {
  if (found >= count) return;
  throw new RangeError(`Cannot make ${count} folds: found ${found} patients or cases to divide`);
}

function inOrder(cases: readonly Case[]): readonly Case[] {
  return cases.toSorted((a, b) => a.id < b.id ? -1 : 1);
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
