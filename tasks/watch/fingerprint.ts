import { runFolder } from "@dragsaw/core";
import { runOwner } from "../shared/run_lock.ts";
import { measuredSplits } from "../report/collect_evaluation.ts";

/** What changes when a run has more to show: lengths and times of the files that its page is made of, and who trains it. */
export async function fingerprintOf(run: string): Promise<string> {
  const { config, metrics, evaluation } = runFolder(run);
  const splits = await measuredSplits(run);
  const files = [
    config,
    metrics,
    `${run}/finished.json`,
    ...splits.flatMap((split) =>
      ["summary.json", "cases.csv", "calibration.json", "panels"].map((name) =>
        `${evaluation(split)}/${name}`
      )
    ),
  ];
  const marks = await Promise.all(files.map(async (file) => {
    try {
      const { size, mtime } = await Deno.stat(file);
      return `${size} ${mtime?.getTime()}`;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return "";
      throw error;
    }
  }));
  const owner = await runOwner(run, { leave: true });
  return [owner?.file ?? "", ...marks].join("\n");
}
