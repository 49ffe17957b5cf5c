import { evaluate, type EvaluationSummary, loadCheckpoint, type Split } from "@dragsaw/core";
import { duration, type ProgressLine } from "./progress.ts";
import type { Session } from "./run_session.ts";

/** What to evaluate. */
export interface EvaluateOptions {
  /** Part of the data. */
  readonly split: Split;
  /** Told how it goes. */
  readonly progress: ProgressLine;
  /** Folder for tables and pictures; the run's own unless given. */
  readonly out?: string | undefined;
  /** `best` (default) or `last`. */
  readonly checkpoint?: "best" | "last" | undefined;
  /** Stops between images. */
  readonly signal?: AbortSignal;
}

/** Evaluates a run's network on a split: writes its reports and prints a table. */
export async function evaluateRun(session: Session, options: EvaluateOptions): Promise<EvaluationSummary> {
  const { run, folder, loaded: { config, registry } } = session;
  const { split, progress, out = folder.evaluation(split), checkpoint = "best", signal } = options;
  await loadCheckpoint(folder[checkpoint], run.experiment.parameters.all);
  const reports = config.reports.map((spec) => registry.build("report", spec, {}));
  await Deno.mkdir(out, { recursive: true });
  const began = performance.now();
  const summary = await evaluate({
    dataset: split === "test" ? run.testSet : run.dataset,
    split,
    segment: run.segment,
    size: config.size,
    normalize: config.normalize,
    window: config.evaluate.window,
    metrics: run.metrics,
    reports,
    folder: out,
    onProgress: (done, count) => {
      const left = (performance.now() - began) / 1000 / done * (count - done);
      progress.update(`Evaluating ${split}: ${done}/${count}  ETA ${duration(left)}`);
    },
    ...signal ? { signal } : {},
  });
  progress.line(table(summary, checkpoint));
  return summary;
}

/** A summary as a table. */
export function table(
  { split, count, means, deviations, defined }: EvaluationSummary,
  checkpoint: string,
): string {
  const digits = (value: number | null) => value === null ? "-" : value.toFixed(4);
  const rows = Object.keys(means).map((
    name,
  ) => [name, digits(means[name]), digits(deviations[name]), String(defined[name])]);
  const all = [["metric", "mean", "deviation", "images"], ...rows];
  const widths = all[0].map((_, i) => Math.max(...all.map((row) => row[i].length)));
  const line = (row: string[]) =>
    "  " + row.map((cell, i) => i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])).join("  ");
  return [`${split}: ${count} images at their own size, ${checkpoint} checkpoint`, ...all.map(line)].join(
    "\n",
  );
}
