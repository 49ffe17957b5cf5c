import type { Case } from "@dragsaw/core/data";
import { type FolderPair, type Pair, pairFolders, type Pairing } from "./pair_folders.ts";
import { applySplitTable, holdOut, rest } from "./split.ts";

/** Pairs two folders under `root`, `images/` and `masks/` unless named, with the splits of `split.csv` where there is one. */
export async function pairPlain(
  root: string,
  allow: ReadonlySet<string>,
  { images = "images", masks = "masks", ...how }: Partial<FolderPair> = {},
): Promise<Pairing> {
  const pairing = await pairFolders(
    { ...how, images: `${root}/${images}`, masks: `${root}/${masks}` },
    allow,
  );
  const table = `${root}/split.csv`;
  try {
    await Deno.stat(table);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return pairing;
    throw error;
  }
  return await applySplitTable(pairing, table);
}

/** Draws test and validation cases from the pairs without a split; `validation` is of what is left; the rest is for training. */
export function drawSplits(
  pairs: readonly Pair[],
  parts: { validation: number; test: number },
  seed: number,
): Case[] {
  return rest(holdOut(holdOut(pairs, "test", parts.test, seed), "val", parts.validation, seed), "train");
}
