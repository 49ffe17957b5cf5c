import { writeAtomic } from "../checkpoint/atomic.ts";

/** Files of a run; every one is written beside and renamed, or appended by whole lines. */
export interface RunFolder {
  /** The folder. */
  readonly path: string;
  /** Resolved config. */
  readonly config: string;
  /** Where it ran: versions, library, processor, revision. */
  readonly environment: string;
  /** Fingerprint of the data, where it lies in files. */
  readonly data: string;
  /** How volumes are trained on. */
  readonly plan: string;
  /** Ids of the cases by split. */
  readonly split: string;
  /** What the weights started from, of a config with `init`. */
  readonly initialWeights: string;
  /** One JSON object a line: steps and validations. */
  readonly metrics: string;
  /** The same as a table, without times and memory. */
  readonly metricsTable: string;
  /** Checkpoint to resume from. */
  readonly last: string;
  /** Network with the best validation. */
  readonly best: string;
  /** Folder of an evaluation of `split`. */
  evaluation(split: string): string;
}

/** Names the files of the run in `path`. Touches nothing. */
export function runFolder(path: string): RunFolder {
  return {
    path,
    config: `${path}/config.yaml`,
    environment: `${path}/environment.json`,
    data: `${path}/data.json`,
    plan: `${path}/plan.json`,
    split: `${path}/split.json`,
    initialWeights: `${path}/initial_weights.json`,
    metrics: `${path}/metrics.jsonl`,
    metricsTable: `${path}/metrics.csv`,
    last: `${path}/checkpoints/last.safetensors`,
    best: `${path}/checkpoints/best.safetensors`,
    evaluation: (split) => `${path}/evaluation/${split}`,
  };
}

/** Appends records to `metrics.jsonl`; a record is a whole line in one write. */
export interface MetricsLog {
  /** Adds one record. */
  append(record: Readonly<Record<string, unknown>> & { readonly step: number }): Promise<void>;
}

/**
 * Opens the log of a run that stands at `step`: records after it (written between the last checkpoint and a kill) and a
 * torn last line are taken away, because those steps will be done again.
 */
export async function openMetricsLog(folder: RunFolder, step: number): Promise<MetricsLog> {
  const text = await readOrEmpty(folder.metrics);
  const kept = text.split("\n").filter((line) => {
    try {
      return (JSON.parse(line) as { step: number }).step <= step;
    } catch {
      return false;
    }
  });
  await writeAtomic(folder.metrics, new TextEncoder().encode(kept.map((line) => `${line}\n`).join("")));
  return {
    append: (record) => Deno.writeTextFile(folder.metrics, `${JSON.stringify(record)}\n`, { append: true }),
  };
}

/** Not in the table: another each time that the same is trained. */
const UNLISTED: ReadonlySet<string> = new Set([
  ...["event", "seconds", "imagesPerSecond", "dataWait", "residentMegabytes", "peakMegabytes"],
]);

/** Writes `metrics.jsonl` as `metrics.csv`: a row a step, a column a number that follows from the config. */
export async function writeMetricsTable(folder: RunFolder): Promise<void> {
  const rows = new Map<number, Record<string, unknown>>();
  for (const line of (await readOrEmpty(folder.metrics)).split("\n").filter(Boolean)) {
    const record = JSON.parse(line) as { step: number };
    rows.set(record.step, { ...rows.get(record.step), ...record });
  }
  const columns = [...new Set([...rows.values()].flatMap(Object.keys))].filter((name) => !UNLISTED.has(name));
  const lines = [columns, ...[...rows.values()].map((row) => columns.map((name) => row[name] ?? ""))];
  await writeAtomic(folder.metricsTable, lines.map((line) => `${line.join(",")}\n`).join(""));
}

async function readOrEmpty(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
