import { type Contender, startContender } from "./contender.ts";
import type { Job, Precision } from "./job.ts";
import type { Lab } from "./lab.ts";
import type { Rates, Side } from "./result.ts";
import { stepOf } from "./step_time.ts";
import { takeTurns } from "./turns.ts";

/** Rows and columns of both matrices. */
const SIZE = 2048;

/** What was found out of the machine. */
export interface Limits {
  /** Thousand million operations a second in a product. */
  readonly rates: Rates;
  /** The processes that it was measured with. */
  readonly sides: readonly Side[];
}

/** How fast each library multiplies matrices here, in turns: no network can be faster than the best. */
export async function measureRates(precision: Precision, lab: Lab, size: number = SIZE): Promise<Limits> {
  lab.progress.update(`Matrix products in ${precision}`);
  const job: Job = { network: "product", batch: 1, size: [size, size], precision, threads: lab.threads };
  const contenders: Contender[] = [];
  try {
    contenders.push(await startContender("ours", lab.ours, job, lab.signal));
    if (lab.theirs) {
      contenders.push(await startContender("PyTorch", lab.theirs({ env: {} }), job, lab.signal));
    }
    const seconds = await takeTurns(contenders, { rounds: lab.plan.rounds ?? 6, steps: 5 });
    const sides = contenders.map((contender, i) => contender.record(seconds[i]));
    const [ours, theirs] = sides.map((side) => 2 * size ** 3 / 1e9 / stepOf(side));
    const rates: Rates = theirs === undefined ? { ours } : { ours, theirs };
    lab.progress.line(
      `Matrix products in ${precision}: ${
        sides.map(({ name }, i) => `${name} ${[ours, theirs][i].toFixed(0)}`).join(", ")
      } GFLOP/s`,
    );
    return { rates, sides };
  } finally {
    await Promise.all(contenders.map((contender) => contender.close()));
  }
}
