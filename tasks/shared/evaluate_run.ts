import {
  type EvaluateOptions as EvaluateRunOptions,
  type EvaluationSummary,
  type LabelPair,
  loadCheckpoint,
  type Split,
} from "@dragsaw/core";
import { postprocess, POSTPROCESSING_FILE, readPostprocessing } from "@dragsaw/nnunet";
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
  /** Told each prediction beside its truth, as the network gives it: without it, volumes are postprocessed as was chosen. */
  readonly onPair?: (pair: LabelPair) => void;
}

/** Evaluates a run's network on a split: writes its reports and prints a table. */
export async function evaluateRun(session: Session, options: EvaluateOptions): Promise<EvaluationSummary> {
  const { run, folder, loaded: { config, registry } } = session;
  const { split, progress, out = folder.evaluation(split), checkpoint = "best", signal } = options;
  await loadCheckpoint(folder[checkpoint], run.experiment.parameters.all);
  const reports = config.reports.map((spec) => registry.build("report", spec, {}));
  await Deno.mkdir(out, { recursive: true });
  const began = performance.now();
  const summary = await run.evaluate(split, {
    ...options.onPair ? { onPair: options.onPair } : await postprocessed(session),
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

/** What was chosen on validation for volumes. */
async function postprocessed(
  { folder, run: { volumes, dataset } }: Session,
): Promise<Pick<EvaluateRunOptions, "postprocess">> {
  if (!volumes) return {};
  const chosen = await readPostprocessing(`${folder.path}/${POSTPROCESSING_FILE}`, dataset.classes);
  return chosen ? { postprocess: (labels, size) => postprocess(labels, size, chosen) } : {};
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
