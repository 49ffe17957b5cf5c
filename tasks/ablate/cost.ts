import { runFolder } from "@dragsaw/core";

/** What a training took. */
export interface Cost {
  /** Wall clock of its steps and validations, in seconds: over all starts, without what was lost between them. */
  readonly seconds: number;
  /** The most memory that the process held, in bytes; absent where the log does not say. */
  readonly peakBytes?: number;
}

/** Adds up the log of a run. */
export async function costOf(folder: string): Promise<Cost> {
  const text = await Deno.readTextFile(runFolder(folder).metrics);
  const records = text.split("\n").filter(Boolean).map((line) => JSON.parse(line) as Record<string, number>);
  const seconds = records.reduce((sum, record) => sum + (record.seconds ?? 0), 0);
  const peak = records.reduce((most, { peakMegabytes = 0 }) => Math.max(most, peakMegabytes), 0);
  return { seconds, ...peak > 0 ? { peakBytes: peak * 1e6 } : {} };
}
