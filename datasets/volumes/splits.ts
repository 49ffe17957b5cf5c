import type { Case, DatasetContext, Defect } from "@dragsaw/core/data";
import { z } from "zod";
import { holdOut, rest } from "../pairs/split.ts";
import type { VolumeListing, VolumePair } from "./listing.ts";

/** How cases come into splits. */
export interface SplitOptions {
  /** Fold of splits_final.json. */
  readonly fold: number;
  /** Part for validation, without such a file. */
  readonly validation: number;
  /** Part for the test, where no case is for it already. */
  readonly test: number;
}

/** What became of the cases. */
export interface Splits {
  readonly cases: readonly Case[];
  readonly defects: readonly Defect[];
  /** For messages. */
  readonly by: string;
}

const FOLDS = z.array(z.object({ train: z.array(z.string()), val: z.array(z.string()) })).min(1);

/** Splits as nnU-Net's splits_final.json in `root` says, or drawn from the run's seed. */
export async function splitVolumes(
  root: string,
  { pairs, unpaired }: Pick<VolumeListing, "pairs" | "unpaired">,
  { fold, validation, test }: SplitOptions,
  { seed }: DatasetContext,
): Promise<Splits> {
  const part = pairs.some(({ split }) => split === "test") ? 0 : test;
  const held = holdOut(pairs, "test", part, seed) as VolumePair[];
  const file = `${root}/splits_final.json`;
  const text = await readIfThere(file);
  if (text === undefined) {
    return {
      cases: rest(holdOut(held, "val", validation, seed), "train"),
      defects: [],
      by: "splits drawn by the seed",
    };
  }
  const refuse = (reason: string): Splits => ({
    cases: [],
    defects: [{ kind: "split-table", file, reason }],
    by: file,
  });
  const folds = parseFolds(text);
  if (typeof folds === "string") return refuse(folds);
  if (fold >= folds.length) {
    return refuse(`Expected fold ${fold}, found ${folds.length} folds, counted from 0`);
  }
  return {
    ...applyFold({ pairs: held, unpaired }, folds[fold], `${file}: ${fold}`),
    by: `fold ${fold} of ${folds.length} in ${file}`,
  };
}

function parseFolds(text: string): z.output<typeof FOLDS> | string {
  try {
    const result = FOLDS.safeParse(JSON.parse(text));
    if (result.success) return result.data;
    const { path, message } = result.error.issues[0];
    return `Expected a list of { train, val } with ids, found at ${path.join(".") || "top"}: ${message}`;
  } catch (error) {
    return `Expected JSON, found none: ${error instanceof Error ? error.message : error}`;
  }
}

/** Every case in one of the two lists, and every id of the lists among the cases or those told to lack something. */
function applyFold(
  { pairs, unpaired }: Pick<VolumeListing, "pairs" | "unpaired">,
  { train, val }: { train: readonly string[]; val: readonly string[] },
  file: string,
): Pick<Splits, "cases" | "defects"> {
  const listed = new Map<string, "train" | "val">(), defects: Defect[] = [];
  const refuse = (reason: string) => defects.push({ kind: "split-table", file, reason });
  for (const [split, ids] of [["train", train], ["val", val]] as const) {
    for (const id of ids) {
      if (listed.has(id)) refuse(`Expected each id once, found "${id}" again`);
      listed.set(id, split);
    }
  }
  const ids = new Set([...pairs.map(({ id }) => id), ...unpaired]);
  for (const id of listed.keys()) if (!ids.has(id)) refuse(`Expected a case "${id}", found none`);
  for (const { id, split } of pairs) {
    if (!listed.has(id) && split !== "test") refuse(`Expected "${id}" in train or val, found it in neither`);
  }
  const cases = pairs.map((pair): Case => ({ ...pair, split: pair.split ?? listed.get(pair.id) ?? "train" }));
  return { cases, defects };
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
