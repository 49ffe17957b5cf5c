import { ahead } from "../data/ahead.ts";
import type { Case, Dataset, Defect, Split } from "../data/dataset.ts";
import { checkDuplicates } from "./check_duplicates.ts";
import { checkLinks } from "./check_links.ts";
import { checkPatients } from "./check_patients.ts";
import { checkSet } from "./check_set.ts";
import type { Entry } from "./entry.ts";
import { type Finding, findingOf } from "./finding.ts";
import { type Fingerprint, fingerprintOf } from "./fingerprint.ts";
import { type CaseRecord, recordOf } from "./record.ts";

/** A dataset and the splits of it that are used. */
export interface CheckedPart {
  /** The dataset. */
  readonly dataset: Dataset;
  /** Splits that are checked; all when absent. */
  readonly splits?: readonly Split[];
  /** What its listing found wrong. */
  readonly defects?: readonly Defect[];
}

/** What a check found. */
export interface CheckReport {
  /** Everything wrong, by file in the order of the cases; then what lies between cases. */
  readonly findings: readonly Finding[];
  /** What the data is. */
  readonly fingerprint: Fingerprint;
}

/** How data is checked. */
export interface VerifyOptions {
  /** Cases in work at once; 4 when absent. */
  readonly concurrency?: number;
  /** Told after each case. */
  readonly onProgress?: (done: number, count: number) => void;
  /** Stops between cases. */
  readonly signal?: AbortSignal;
  /** What is known of a case from before; it is read when that is nothing. */
  readonly known?: (item: Case, dataset: Dataset) => CaseRecord | undefined;
  /** Told what was read or known of each case. */
  readonly onRecord?: (item: Case, dataset: Dataset, record: CaseRecord) => void;
}

/**
 * Reads every case once and finds what is wrong with it alone and beside the others, all at once; nothing is thrown for bad
 * data. Pixels are not kept: memory holds a kilobyte a case.
 *
 * @param parts Datasets that are used together: leaks are looked for between all of their splits.
 */
export async function verifyDatasets(
  parts: readonly CheckedPart[],
  options: VerifyOptions = {},
): Promise<CheckReport> {
  const { concurrency = 4, onProgress, signal, known, onRecord } = options;
  const all = parts.flatMap(({ dataset, splits = ["train", "val", "test"] }) =>
    splits.flatMap((split) => dataset.cases(split).map((item) => ({ item, dataset })))
  );
  const entries: Entry[] = [];
  const read = async ({ item, dataset }: Omit<Entry, "record">): Promise<Entry> => {
    signal?.throwIfAborted();
    return { item, dataset, record: known?.(item, dataset) ?? await recordOf(dataset, item) };
  };
  for await (const entry of ahead(all, concurrency, read)) {
    entries.push(entry);
    onRecord?.(entry.item, entry.dataset, entry.record);
    onProgress?.(entries.length, all.length);
  }
  const links = await Promise.all(
    parts.map(({ dataset }) =>
      checkLinks(dataset, all.filter((one) => one.dataset === dataset).map(({ item }) => item))
    ),
  );
  const defects = [
    ...parts.flatMap(({ defects = [] }) => defects),
    ...entries.flatMap(({ record }) => record.defects),
    ...links.flat(),
    ...checkSet(entries),
    ...checkDuplicates(entries),
    ...checkPatients(entries),
  ];
  return { findings: unique(defects.map(findingOf)), fingerprint: await fingerprintOf(entries) };
}

/** As {@linkcode verifyDatasets}, of one dataset. */
export function verifyDataset(dataset: Dataset, options: VerifyOptions = {}): Promise<CheckReport> {
  return verifyDatasets([{ dataset }], options);
}

/** The first finding of each kind and file: a link that leads nowhere is found as a link and as a file. */
function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ kind, file, reason }) => {
    const name = kind === "near-duplicate-across-splits" ? `${kind}\n${file}\n${reason}` : `${kind}\n${file}`;
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}
