import type { StepRecord, ValidationRecord } from "@dragsaw/reports";
import { runFolder } from "@dragsaw/core";
import { readIfThere } from "./read_if_there.ts";

/** What `metrics.jsonl` holds. */
export interface Log {
  readonly steps: readonly StepRecord[];
  readonly validations: readonly ValidationRecord[];
}

/** Fields of a step's record that are no parts of the loss. */
const FIELDS: ReadonlySet<string> = new Set([
  ...["event", "step", "epoch", "loss", "rate", "seconds"],
  ...["imagesPerSecond", "dataWait", "residentMegabytes", "peakMegabytes"],
]);

/** Records of a run's log, none where there is no log. A last line that is being written is left out. */
export async function readRecords(run: string): Promise<Record<string, unknown>[]> {
  const text = await readIfThere(runFolder(run).metrics) ?? "";
  return text.slice(0, text.lastIndexOf("\n") + 1).split("\n").filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Reads the log of a run, empty where there is none. */
export async function readLog(run: string): Promise<Log> {
  const records = await readRecords(run);
  return {
    steps: records.filter(({ event }) => event === "step").map(stepOf),
    validations: records.filter(({ event }) => event === "validation").map(validationOf),
  };
}

function stepOf(record: Record<string, unknown>): StepRecord {
  const terms = Object.entries(record).filter(([name, value]) =>
    !FIELDS.has(name) && typeof value === "number"
  );
  return { ...record as unknown as StepRecord, terms: Object.fromEntries(terms) as Record<string, number> };
}

function validationOf({ event: _, step, seconds, ...means }: Record<string, unknown>): ValidationRecord {
  return { step: step as number, seconds: seconds as number, means: means as ValidationRecord["means"] };
}
