import { type Case, type Defect, permutation, type Split, stream } from "@dragsaw/core/data";
import type { Pair, Pairing } from "./pair_folders.ts";

const SPLITS: readonly Split[] = ["train", "val", "test"];

/**
 * Moves a part of the undecided pairs to `split`: round(part * pairs), at least one, drawn from `stream(seed, "split", split)`.
 * Pairs that have a split keep it.
 */
export function holdOut(pairs: readonly Pair[], split: Split, part: number, seed: number): Pair[] {
  const open = pairs.flatMap(({ split }, i) => split === undefined ? [i] : []);
  if (part <= 0 || open.length === 0) return [...pairs];
  const count = Math.min(open.length, Math.max(1, Math.round(part * open.length)));
  const drawn = permutation(open.length, stream(seed, "split", split)).subarray(0, count);
  const chosen = new Set(Array.from(drawn, (i) => open[i]));
  return pairs.map((pair, i) => chosen.has(i) ? { ...pair, split } : pair);
}

/** Gives the undecided rest to one split. */
export function rest(pairs: readonly Pair[], split: Split): Case[] {
  return pairs.map((pair) => ({ ...pair, split: pair.split ?? split }));
}

/** What a line of a table says of a case. */
type Entry = Pick<Case, "split" | "patient" | "stratum">;

/**
 * Splits as a table says: lines `id,split` after a header; every pair once, nothing else. Columns `patient` and `stratum` say
 * what folds and a part of the training cases are drawn by; the data check finds a patient in two splits.
 */
export async function applySplitTable(pairing: Pairing, file: string): Promise<Pairing> {
  const { pairs, defects, unpaired = [] } = pairing;
  const byId = new Map<string, Entry>(), named = new Set<string>();
  const wrong: Defect[] = [];
  const known = new Set([...pairs.map(({ id }) => id), ...unpaired]);
  const lines = (await Deno.readTextFile(file)).replace(/^\uFEFF/, "").split(/\r?\n/);
  const header = lines[0].split(",").map((cell) => unquote(cell).toLowerCase());
  const [idAt, splitAt, patientAt, stratumAt] = ["id", "split", "patient", "stratum"]
    .map((name) => header.indexOf(name));
  if (idAt < 0 || splitAt < 0) {
    const reason = `Expected the columns id and split, found ${lines[0] || "an empty line"}`;
    return { pairs, defects: [...defects, { kind: "split-table", file: `${file}:1`, reason }] };
  }
  for (const [i, line] of lines.entries()) {
    if (i === 0 || line.trim() === "") continue;
    const cells = line.split(",").map(unquote), id = cells[idAt] ?? "", split = cells[splitAt] ?? "";
    const patient = cells[patientAt] ?? "", stratum = cells[stratumAt] ?? "";
    const add = (reason: string) => wrong.push({ kind: "split-table", file: `${file}:${i + 1}`, reason });
    if (!isSplit(split)) add(`Expected the split ${SPLITS.join(", ")}, found "${split}"`);
    else if (named.has(id)) add(`Expected each id once, found "${id}" again`);
    else byId.set(id, { split, ...patient && { patient }, ...stratum && { stratum } });
    named.add(id);
    if (!known.has(id)) add(`Expected an image and a mask for "${id}", found none`);
  }
  for (const { id, image } of pairs) {
    if (!named.has(id)) {
      const reason = `Expected a line for "${id}" in ${file}, found none`;
      wrong.push({ kind: "split-table", file: image, reason });
    }
  }
  const decided = pairs.map((pair) => ({ ...pair, ...byId.get(pair.id) ?? { split: "train" as const } }));
  return { pairs: decided, defects: [...defects, ...wrong] };
}

function isSplit(text: string): text is Split {
  return (SPLITS as readonly string[]).includes(text);
}

function unquote(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/, "$1").trim();
}
