import { ChildError, type Program, startChild } from "./child.ts";
import type { Side } from "./result.ts";

/** A child process that takes turns. */
export interface Contender {
  /** Makes `count` steps. @returns Seconds of each. @throws {ChildError} when it cannot, or a loss is not finite. */
  turn(count: number): Promise<readonly number[]>;
  /** What is known of it so far, with the seconds of some of its turns. */
  record(rounds: Side["rounds"]): Side;
  /** Ends the process. */
  close(): Promise<void>;
}

/** Starts a program, which builds `job` and makes its first step: the one that also traces and warms up. */
export async function startContender(
  name: string,
  program: Program,
  job: object,
  signal: AbortSignal,
): Promise<Contender> {
  const child = await startChild(name, program, job, signal);
  const losses: number[] = [];
  let peak: number | null = null;
  const turn = async (count: number) => {
    const done = await child.run(count);
    peak = done.peak;
    losses.push(...done.losses);
    const wrong = done.losses.find((loss) => !Number.isFinite(loss));
    if (wrong === undefined) return done.seconds;
    // Arithmetic on numbers that are not finite takes another time.
    await child.close();
    throw new ChildError(`${name}: a step gave the loss ${wrong}`);
  };
  const [first] = await turn(1);
  const record = (rounds: Side["rounds"]): Side => {
    return { name, ...child.ready, first, peak, losses: [...losses], rounds };
  };
  return { turn, record, close: child.close };
}
