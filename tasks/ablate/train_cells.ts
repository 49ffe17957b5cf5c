import { onInterrupt } from "../shared/interrupt.ts";
import { createProgress } from "../shared/progress.ts";
import type { Cell } from "./cell.ts";
import { measured } from "./pace.ts";
import { sweep, type SweepEnd } from "./sweep.ts";
import { sweepProgress } from "./sweep_progress.ts";

/** Trains cells on this machine, its cores shared out among `jobs`, until they have ended or Ctrl-C is pressed. */
export async function trainCells(
  cells: readonly Cell[],
  { jobs, wait }: { jobs: number; wait: boolean },
): Promise<SweepEnd | "interrupted"> {
  const progress = createProgress(), { pace } = await measured(cells);
  const interrupt = onInterrupt(() =>
    progress.line("Trainings finish the step in hand and save (Ctrl-C again leaves at once)")
  );
  try {
    const end = await sweep(cells, {
      jobs,
      threads: jobs > 1 ? Math.max(1, Math.floor(navigator.hardwareConcurrency / jobs)) : undefined,
      wait,
      stop: interrupt.signal,
      progress: sweepProgress(progress, { jobs, pace }),
    });
    return interrupt.signal.aborted ? "interrupted" : end;
  } finally {
    interrupt.release();
  }
}
