import { stream } from "@dragsaw/core/data";
import type { Program } from "../child.ts";
import { type Contender, startContender } from "../contender.ts";
import type { Side } from "../result.ts";
import { type Ratio, ratioOfMedians } from "../statistics.ts";
import { stepOf } from "../step_time.ts";
import { type Plan, takeTurns } from "../turns.ts";
import type { ProgressLine } from "../../shared/progress.ts";
import type { LoaderJob } from "./job.ts";

/** What loaders are compared with. */
export interface LoaderLab {
  /** Our side. */
  readonly ours: Program;
  /** PyTorch's; absent where it is not installed. */
  readonly theirs?: Program;
  /** Cores: how many workers are tried hangs on them. */
  readonly cores: number;
  /** What the user fixed of the turns. */
  readonly plan: Partial<Plan>;
  /** Told how it goes. */
  readonly progress: ProgressLine;
  /** Ends all children. */
  readonly signal: AbortSignal;
}

/** A loader with the number of workers that is best for it. */
export interface Loading {
  /** Data workers. */
  readonly workers: number;
  /** Pictures a second. */
  readonly rate: number;
  /** What was measured. */
  readonly side: Side;
}

/** One size of pictures, decoded each time or kept. */
export interface LoaderResult {
  readonly job: Omit<LoaderJob, "workers">;
  readonly ours: Loading;
  readonly theirs?: Loading;
  /** Pictures a second, ours over theirs. */
  readonly ratio?: Ratio;
}

/** Seconds of a turn. */
const TURN = 1.5;
/** Rounds unless the user says. */
const ROUNDS = 9;

/** Finds each side's best number of workers, then lets the two take turns. @throws {ChildError} when a side fails. */
export async function measureLoader(job: LoaderResult["job"], lab: LoaderLab): Promise<LoaderResult> {
  const { ours, theirs, cores, plan } = lab, entered: Entered[] = [];
  try {
    entered.push(await qualify("ours", ours, job, [1, cores], lab));
    if (theirs) entered.push(await qualify("PyTorch", theirs, job, [1, cores, 2 * cores], lab));
    const steps = plan.steps ?? Math.max(4, Math.round(TURN / Math.max(...entered.map(({ pace }) => pace))));
    const rounds = plan.rounds ?? ROUNDS;
    const seconds = await takeTurns(entered.map(({ contender }) => contender), { rounds, steps }, (done) => {
      lab.progress.update(`${nameOf(job)}: round ${done}/${rounds}`);
    });
    const [mine, other] = entered.map(({ contender, workers }, i): Loading => {
      const side = contender.record(seconds[i]);
      return { workers, side, rate: job.batch / stepOf(side) };
    });
    if (!other) return { job, ours: mine };
    const ratio = ratioOfMedians(other.side.rounds, mine.side.rounds, stream("bench", nameOf(job)));
    return { job, ours: mine, theirs: other, ratio };
  } finally {
    await Promise.all(entered.map(({ contender }) => contender.close()));
  }
}

/** What is measured, in words. */
export function nameOf({ size, kept }: LoaderResult["job"]): string {
  return `${size}x${size}, ${kept ? "decoded once" : "decoded each time"}`;
}

interface Entered {
  readonly contender: Contender;
  readonly workers: number;
  /** Seconds a batch. */
  readonly pace: number;
}

/** Steps and turns in which a number of workers is tried. */
const TRIED = 20, TURNS = 3;

/** Seconds of a step in the fastest of a few turns: what else the machine does slows the others. */
async function fastest(contender: Contender, steps: number): Promise<number> {
  const seconds: number[] = [];
  for (let i = 0; i < TURNS; i++) seconds.push(...await contender.turn(steps));
  return Math.min(...seconds);
}

/** The fastest number of workers, each tried alone. */
async function qualify(
  name: string,
  program: Program,
  job: LoaderResult["job"],
  counts: readonly number[],
  { progress, signal, plan }: LoaderLab,
): Promise<Entered> {
  let best: Entered | undefined;
  for (const workers of new Set(counts)) {
    progress.update(`${nameOf(job)}: ${name} with ${workers} workers`);
    const contender = await startContender(name, program, { ...job, workers } satisfies LoaderJob, signal);
    const pace = await fastest(contender, plan.steps ?? TRIED);
    progress.line(
      `${nameOf(job)}: ${name} alone, ${workers} workers: ${(job.batch / pace).toFixed(0)} pictures/s`,
    );
    const slower = best && best.pace <= pace ? contender : best?.contender;
    if (!best || pace < best.pace) best = { contender, workers, pace };
    await slower?.close();
  }
  return best!;
}
