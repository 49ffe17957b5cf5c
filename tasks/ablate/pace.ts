import { type Cell, isDone } from "./cell.ts";
import { costOf } from "./cost.ts";

/** What cells take. */
export interface Pace {
  /** Seconds of each that was measured. */
  readonly took: number[];
}

/** A training under way: for how long, and which share of its steps it has made. */
export interface UnderWay {
  readonly seconds: number;
  readonly share: number;
}

/** Below this share, what a training has taken says little: its first step is also traced. */
const ENOUGH = 0.05;

/** The cells that are done, and what they took. */
export async function measured(cells: readonly Cell[]): Promise<{ done: Cell[]; pace: Pace }> {
  const done: Cell[] = [], took: number[] = [];
  for (const cell of cells) {
    if (!await isDone(cell)) continue;
    done.push(cell);
    took.push((await costOf(cell.path)).seconds);
  }
  return { done, pace: { took } };
}

/**
 * Seconds to the end of a sweep: every cell is taken to last as long as the mean of those that were measured, or else as
 * those under way let expect.
 *
 * @param left Cells under way, and how many wait for one of `jobs`.
 * @returns Nothing as long as nothing is known.
 */
export function timeLeft(
  { took }: Pace,
  { running, open, jobs }: { running: readonly UnderWay[]; open: number; jobs: number },
): number | undefined {
  if (open + running.length === 0) return 0;
  const expected = running.filter(({ share }) => share >= ENOUGH).map(({ seconds, share }) =>
    seconds / share
  );
  const known = took.length > 0 ? took : expected;
  if (known.length === 0) return undefined;
  const each = known.reduce((sum, seconds) => sum + seconds, 0) / known.length;
  const begun = running.reduce((sum, { share }) => sum + each * (1 - share), 0);
  return (begun + open * each) / Math.min(jobs, open + running.length);
}
