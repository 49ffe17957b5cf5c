import { stream } from "@dragsaw/core/data";
import { duration } from "../shared/progress.ts";
import { ChildError } from "./child.ts";
import { type Contender, startContender } from "./contender.ts";
import type { Job } from "./job.ts";
import type { Lab } from "./lab.ts";
import type { Duel, Side } from "./result.ts";
import type { Variant } from "./sides.ts";
import { ratioOfMedians } from "./statistics.ts";
import { stepOf } from "./step_time.ts";
import { planTurns, takeTurns } from "./turns.ts";

/** Starts a variant of PyTorch. */
export function enter(variant: Variant, job: Job, { theirs, signal }: Lab): Promise<Contender> {
  if (theirs === undefined) throw new RangeError("Cannot run PyTorch: no program was given");
  return startContender(variant.name, theirs(variant), { ...job, layout: variant.layout }, signal);
}

/**
 * Ours and some variants of PyTorch in turns; the fastest variant counts. Without variants ours runs alone.
 *
 * @param name For progress. @param ours Goes on living. @param job PyTorch's.
 * @throws {ChildError} when a process fails or the two networks are not of one size.
 */
export async function duel(
  name: string,
  ours: Contender,
  job: Job,
  variants: readonly Variant[],
  lab: Lab,
): Promise<Duel> {
  const opponents: Contender[] = [];
  try {
    for (const variant of variants) opponents.push(await enter(variant, job, lab));
    const contenders = [ours, ...opponents];
    const sides = await play(name, contenders, lab);
    const [mine, ...others] = sides;
    const theirs = others.toSorted((a, b) => stepOf(a) - stepOf(b)).at(0);
    const ratio = theirs && ratioOfMedians(mine.rounds, theirs.rounds, stream("bench", name));
    if (theirs) requireSameSize(mine, theirs);
    lab.progress.line(
      `${name}: ${[mine, ...others].map((side) => `${side.name} ${stepOf(side).toFixed(3)} s`).join(", ")}` +
        (ratio ? `, ratio ${ratio.value.toFixed(3)}` : ""),
    );
    return { ours: mine, precision: job.precision, ...theirs && ratio ? { theirs, ratio } : {} };
  } finally {
    await Promise.all(opponents.map((opponent) => opponent.close()));
  }
}

/** One step each, to see how long a round takes, then all rounds. */
async function play(name: string, contenders: readonly Contender[], lab: Lab): Promise<Side[]> {
  const paces: number[] = [];
  for (const contender of contenders) paces.push(...await contender.turn(1));
  const plan = planTurns(paces, lab.plan), began = performance.now();
  const seconds = await takeTurns(contenders, plan, (done) => {
    const left = (performance.now() - began) / 1000 / done * (plan.rounds - done);
    lab.progress.update(`${name}: round ${done}/${plan.rounds}  ETA ${duration(left)}`);
  });
  return contenders.map((contender, i) => contender.record(seconds[i]));
}

/** Another number of weights is another network. */
function requireSameSize(ours: Side, theirs: Side): void {
  if (ours.parameters === theirs.parameters) return;
  throw new ChildError(
    `Cannot compare networks of ${ours.parameters} and ${theirs.parameters} weights: they must be the same`,
  );
}
