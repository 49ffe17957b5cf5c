/**
 * Edits that turn `a` into `b`: insertions, deletions, substitutions and swaps of neighbours (optimal string alignment,
 * Damerau 1964).
 */
export function distance(a: string, b: string): number {
  let before: number[] = [], above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, above] = [above, row];
  }
  return above[b.length];
}

/** Case and separators are how spellings differ most: `batch_size`, `batch-size`, `BatchSize`. */
const plain = (word: string): string => word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

/**
 * The candidate most likely meant by `word`: at most a third of its letters wrong, or else the only one that begins with it
 * or that it begins with.
 *
 * @example
 * ```ts
 * import { suggest } from "@dragsaw/core/registry";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(suggest("batch_sise", ["batchSize", "epochs"]), "batchSize");
 * assertEquals(suggest("banana", ["batchSize", "epochs"]), undefined);
 * ```
 */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = plain(word);
  let best: string | undefined, fewest = Math.max(1, Math.round(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = distance(wanted, plain(candidate));
    if (edits < fewest && edits < wanted.length) [best, fewest] = [candidate, edits];
  }
  return best ?? onlyBeginning(wanted, candidates);
}

function onlyBeginning(wanted: string, candidates: readonly string[]): string | undefined {
  const found = candidates.filter((candidate) => {
    const [short, long] = [wanted, plain(candidate)].toSorted((a, b) => a.length - b.length);
    return short.length >= 3 && long.startsWith(short);
  });
  return found.length === 1 ? found[0] : undefined;
}
