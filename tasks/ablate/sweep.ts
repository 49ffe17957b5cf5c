import { BUSY, INTERRUPTED } from "../shared/status.ts";
import { type Cell, markFailed, nameOf, prepareCell } from "./cell.ts";
import { type CellQueue, createQueue, type FailedRun } from "./queue.ts";
import type { SweepProgress } from "./sweep_progress.ts";
import { reasonIn, type Trained, trainInProcess } from "./train_process.ts";

/** How a sweep runs. */
export interface SweepOptions {
  /** Trainings at once. */
  readonly jobs: number;
  /** Processor threads of each; as their configs say unless given. */
  readonly threads: number | undefined;
  /** Whether to wait for cells that other processes train. */
  readonly wait: boolean;
  /** Aborted to let trainings save, and end. */
  readonly stop: AbortSignal;
  readonly progress: SweepProgress;
}

/** How a sweep ended. */
export interface SweepEnd {
  readonly failed: readonly FailedRun[];
  /** Cells without an end. */
  readonly open: readonly Cell[];
}

/** Milliseconds between looks at cells that others train. */
const LOOK = 1_000;

/** Trains cells that are not yet done, each in a process of its own, until none is left. Several processes may do so at once. */
export async function sweep(cells: readonly Cell[], options: SweepOptions): Promise<SweepEnd> {
  const queue = createQueue(cells, Date.now());
  await Promise.all(Array.from({ length: options.jobs }, () => lane(queue, options)));
  const { failed, open } = queue.standing();
  return { failed, open };
}

async function lane(queue: CellQueue, options: SweepOptions): Promise<void> {
  const { stop, wait, progress } = options;
  while (!stop.aborted) {
    const next = await queue.next();
    progress.standing(queue.standing());
    if (next === "end") return;
    if ("cell" in next) await run(next.cell, queue, options);
    else if (!wait) return;
    else {
      progress.waiting(next.waitFor, next.owner);
      await pause(LOOK, stop);
    }
  }
}

async function run(cell: Cell, queue: CellQueue, { stop, threads, progress }: SweepOptions): Promise<void> {
  progress.began(cell);
  await prepareCell(cell, threads);
  const trained = await trainInProcess(cell.path, { stop, onLine: (line) => progress.said(cell, line) });
  const reason = failureIn(trained, stop);
  if (reason !== undefined) {
    await markFailed(cell, reason);
    queue.failed(cell, reason);
  } else if (trained.status === 0) queue.done(cell);
  else queue.giveBack(cell);
  progress.ended(cell, queue.standing(), reason);
}

/** Why a training failed; nothing when it ended well, was stopped, or is somebody else's. */
function failureIn(trained: Trained, stop: AbortSignal): string | undefined {
  const { status } = trained;
  if (status === 0 || status === BUSY || stop.aborted) return undefined;
  return status === INTERRUPTED ? "interrupted from outside" : reasonIn(trained);
}

/** Lines about failed cells: what, why, where to read on. */
export function failureLines(failed: readonly FailedRun[]): string[] {
  return failed.map(({ cell, reason }) => `FAILED ${nameOf(cell)}: ${reason}\n  ${cell.path}/train.log`);
}

function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      stop.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    stop.addEventListener("abort", end);
  });
}
