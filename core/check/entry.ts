import type { Case, Dataset, Defect } from "../data/dataset.ts";
import type { CaseRecord } from "./record.ts";

/** A case with what was read of it. */
export interface Entry {
  /** The case. */
  readonly item: Case;
  /** Whose it is. */
  readonly dataset: Dataset;
  /** What was read. */
  readonly record: CaseRecord;
}

/** A defect of a case: at its image, or its id where there is no file. */
export function imageDefect({ item }: Entry, kind: string, reason: string): Defect {
  return { kind, file: item.image || item.id, reason };
}

/** A case in words: its file and split. */
export function named({ item }: Entry): string {
  return `${item.image || item.id} (${item.split})`;
}

/** Entries by what `key` gives; those without are left out. */
export function grouped(
  entries: readonly Entry[],
  key: (entry: Entry) => string | undefined,
): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = key(entry);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group) group.push(entry);
    else groups.set(name, [entry]);
  }
  return groups;
}
