import { writeAtomic } from "../checkpoint/atomic.ts";
import type { Case } from "../data/dataset.ts";
import { textHash } from "./content_hash.ts";
import type { CaseRecord } from "./record.ts";
import { type CheckedPart, type CheckReport, verifyDatasets, type VerifyOptions } from "./verify.ts";

/** Of the checks: another number, and what was found before counts no more. */
const VERSION = 2;
/** Files kept in a cache folder; the oldest are removed. */
const MOST_FILES = 16;

/** What a cache file holds. */
interface Kept {
  /** Hash of all that the report depends on. */
  readonly all: string;
  readonly report: CheckReport;
  /** What is known of each case, by its stamp. */
  readonly records: Readonly<Record<string, CaseRecord>>;
}

/** How a check is remembered. */
export interface CachedOptions extends VerifyOptions {
  /** Folder of the cache; made when missing. At most 16 files of about 2 kB a case. */
  readonly folder: string;
  /** What the datasets were opened with: another setting, another file. */
  readonly settings: unknown;
  /** Reads everything anew, and remembers that. */
  readonly fresh?: boolean;
}

/** A report, and how much of it was read now. */
export interface CachedReport extends CheckReport {
  /** Cases that were read; the others had not changed since they were. */
  readonly read: number;
}

/**
 * As {@linkcode verifyDatasets}, reading only cases whose files changed since the last time: a file is known by its path, length
 * and time of change. When nothing changed, the last report is given as it was, but for symbolic links.
 */
export async function verifyCached(
  parts: readonly CheckedPart[],
  options: CachedOptions,
): Promise<CachedReport> {
  const { folder, settings, fresh = false, ...rest } = options;
  const file = `${folder}/${await textHash(JSON.stringify([VERSION, settings]))}.json`;
  const kept = fresh ? undefined : await readKept(file);
  const stampOf = stamps();
  const listing = parts.map(({ defects = [] }) => defects);
  const cases = casesOf(parts).map((item) => [item.split, item.patient, stampOf(item)]);
  const all = await textHash(JSON.stringify([listing, cases]));
  if (kept?.all === all) return { ...kept.report, read: 0 };
  const records: Record<string, CaseRecord> = {};
  let read = 0;
  const report = await verifyDatasets(parts, {
    ...rest,
    known: (item) => kept?.records[stampOf(item)],
    onRecord: (item, _, record) => {
      const stamp = stampOf(item);
      if (kept?.records[stamp] !== record) read++;
      records[stamp] = record;
    },
  });
  await writeAtomic(file, JSON.stringify({ all, report, records } satisfies Kept));
  await removeOldest(folder);
  return { ...report, read };
}

function casesOf(parts: readonly CheckedPart[]): Case[] {
  return parts.flatMap(({ dataset, splits = ["train", "val", "test"] }) =>
    splits.flatMap((split) => dataset.cases(split))
  );
}

/** What tells a case from what it was: its id, and path, length and time of each file, looked at once. */
function stamps(): (item: Case) => string {
  const looked = new Map<string, string>();
  const at = (path: string): string => {
    const found = looked.get(path) ?? `${path} ${look(path)}`;
    looked.set(path, found);
    return found;
  };
  return ({ id, image, mask = "", masks = [], files = [] }) =>
    [id, ...[...new Set([image, ...files, mask, ...masks])].filter(Boolean).map(at)].join("\n");
}

function look(path: string): string {
  try {
    const { size, mtime, ino } = Deno.statSync(path);
    return `${size} ${mtime?.getTime()} ${ino}`;
  } catch {
    return "-"; // it is read, and then told why it cannot be
  }
}

async function readKept(file: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(file)) as Kept;
  } catch (error) {
    // What cannot be read is made again
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function removeOldest(folder: string): Promise<void> {
  const files: { path: string; time: number }[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (/^[0-9a-f]{32}\.json$/.test(name)) {
      files.push({ path, time: Deno.statSync(path).mtime?.getTime() ?? 0 });
    }
  }
  files.sort((a, b) => b.time - a.time);
  for (const { path } of files.slice(MOST_FILES)) await Deno.remove(path).catch(() => {});
}
