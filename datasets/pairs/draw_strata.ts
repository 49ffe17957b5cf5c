import { type Case, type Split, stratify, stream } from "@dragsaw/core/data";
import type { Pair } from "./pair_folders.ts";
import { byCode } from "./listing.ts";

/**
 * Draws test and validation cases, each stratum in its share and each patient as a whole; the rest is for training. Depends on
 * seed, ids, patients and strata alone.
 *
 * @param parts Shares of all cases without a split, together below 1.
 */
export function drawStrata(
  pairs: readonly Pair[],
  parts: { readonly test: number; readonly validation: number },
  seed: number,
): Case[] {
  const open = pairs.filter(({ split }) => split === undefined);
  const units = Object.values(Object.groupBy(open, ({ patient, id }) => patient ?? id)) as Pair[][];
  units.sort((a, b) => byCode(nameOf(a), nameOf(b)));
  const strata = units.map((unit) => [...new Set(unit.map(({ stratum }) => stratum ?? ""))].sort().join());
  const splits = new Map<Pair, Split>();
  const wanted = {
    test: Math.round(parts.test * open.length),
    val: Math.round(parts.validation * open.length),
  };
  let [split, count]: [Split, number] = ["test", 0];
  // Every beginning of this order holds each stratum in its share, and so does what follows one
  for (const i of units.length > 0 ? stratify(strata, stream(seed, "split")) : []) {
    if (split === "test" && count >= wanted.test) [split, count] = ["val", 0];
    if (split === "val" && count >= wanted.val) split = "train";
    for (const pair of units[i]) splits.set(pair, split);
    count += units[i].length;
  }
  return pairs.map((pair) => ({ ...pair, split: pair.split ?? splits.get(pair)! }));
}

function nameOf(unit: readonly Pair[]): string {
  return unit[0].patient ?? unit[0].id;
}
