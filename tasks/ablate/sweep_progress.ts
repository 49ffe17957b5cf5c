import { bar, duration, type ProgressLine } from "../shared/progress.ts";
import type { Owner } from "../shared/run_lock.ts";
import { type Cell, nameOf } from "./cell.ts";
import { type Pace, timeLeft } from "./pace.ts";
import type { Standing } from "./queue.ts";

/** Told how a sweep goes. */
export interface SweepProgress {
  /** Cells may have ended elsewhere. */
  standing(standing: Standing): void;
  began(cell: Cell): void;
  /** The cell's training wrote a line. */
  said(cell: Cell, line: string): void;
  /** @param reason Why it failed, if it did. */
  ended(cell: Cell, standing: Standing, reason: string | undefined): void;
  /** Nothing is left but what others train. */
  waiting(cell: Cell, owner: Owner): void;
}

/** A training under way. */
interface Live {
  readonly began: number;
  step: number;
  steps: number;
  /** Another process had trained it, between the look at it and its start. */
  already: boolean;
}

/** What progress is shown with. */
export interface ShowOptions {
  /** Trainings at once. */
  readonly jobs: number;
  /** What cells took that were done before; what they take is added. */
  readonly pace: Pace;
  /** Milliseconds of a clock. */
  readonly now?: () => number;
}

/**
 * Shows a sweep: on a terminal one line with the cells that are done, running and left, the time left, and the steps of
 * those that run; elsewhere a line when a cell begins or ends.
 */
export function sweepProgress(line: ProgressLine, options: ShowOptions): SweepProgress {
  const { pace, now = () => performance.now() } = options, live = new Map<Cell, Live>();
  let known: Standing = { done: [], failed: [], running: [], open: [] }, waitedFor: Cell | undefined;
  const seconds = ({ began }: Live) => (now() - began) / 1000;
  const counts = () => {
    const running = [...live.values()].map((one) => ({ seconds: seconds(one), share: share(one) }));
    return countsOf(known, timeLeft(pace, { running, open: known.open.length, jobs: options.jobs }));
  };
  return {
    standing: (standing) => known = standing,
    began(cell) {
      live.set(cell, { began: now(), step: 0, steps: 0, already: false });
      line.line(`${nameOf(cell)}: ${cell.path}  (${counts()})`);
    },
    said(cell, text) {
      const [, step, steps] = /(\d+)\/(\d+) {2}epoch/.exec(text) ?? [], one = live.get(cell);
      if (one && step !== undefined) Object.assign(one, { step: Number(step), steps: Number(steps) });
      if (one && text.startsWith("Already trained")) one.already = true;
      line.update([counts(), ...[...live].map(trainingOf)].join("  "));
    },
    ended(cell, standing, reason) {
      const one = live.get(cell)!, took = seconds(one), well = standing.done.includes(cell);
      live.delete(cell);
      known = standing;
      if (well && !one.already) pace.took.push(took);
      const done = one.already ? "done, trained before" : `done in ${duration(took)}`;
      const how = reason ? `FAILED: ${reason}` : well ? done : "left open";
      line.line(`${nameOf(cell)}: ${how}  (${counts()})`);
    },
    waiting(cell, { pid, host }) {
      if (waitedFor !== cell) line.line(`${nameOf(cell)}: waiting for process ${pid} on ${host}`);
      waitedFor = cell;
    },
  };
}

/** @param left Seconds, where they are known. */
function countsOf({ done, failed, running, open }: Standing, left: number | undefined): string {
  const bad = failed.length > 0 ? `, ${failed.length} failed` : "";
  const eta = left === undefined ? "?" : duration(left);
  return `${done.length} done${bad}, ${running.length} running, ${open.length} left  ETA ${eta}`;
}

function trainingOf([cell, one]: [Cell, Live]): string {
  return `${nameOf(cell)} ${bar(share(one), 10)} ${one.step}/${one.steps || "?"}`;
}

/** Share of its steps that a training has made. */
function share({ step, steps }: Live): number {
  return steps > 0 ? step / steps : 0;
}
