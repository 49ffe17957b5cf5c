import { type Case, gigaflops } from "./cases.ts";
import { type Contender, startContender } from "./contender.ts";
import { duel, enter } from "./duel.ts";
import type { Job, Precision } from "./job.ts";
import type { Lab } from "./lab.ts";
import type { CaseResult, Duel, Side } from "./result.ts";
import { RELEASED, type Variant, VARIANTS } from "./sides.ts";
import { fastestOf, stepOf } from "./step_time.ts";

/** The second fastest also plays when it is at most so many times slower. */
const CLOSE = 1.05;

/**
 * Measures a case: qualifies PyTorch's variants one by one, then lets ours and the fastest take turns, then, where the case
 * asks for it, ours and PyTorch as released. There are never more than three processes.
 *
 * @throws {ChildError} when a side cannot run it.
 */
export async function measureCase(spec: Case, precision: Precision, lab: Lab): Promise<CaseResult> {
  const name = `${spec.name} ${precision}`;
  const job: Job = { ...spec.job, precision, threads: lab.threads };
  lab.progress.update(`${name}: ours starts`);
  const ours = await startContender("ours", lab.ours, job, lab.signal);
  try {
    const qualifying = lab.theirs ? await qualify(name, job, lab) : [];
    const best = await duel(name, ours, job, finalists(qualifying), lab);
    const released = lab.theirs && spec.released ? await duelReleased(name, ours, job, best, lab) : undefined;
    return {
      name: spec.name,
      title: spec.title,
      precision,
      gigaflops: gigaflops(spec),
      qualifying,
      best,
      ...released ? { released } : {},
      load: Deno.loadavg()[0],
    };
  } finally {
    await ours.close();
  }
}

/** The variant with the fastest step, and the second where it is close. */
export function finalists(qualifying: readonly Side[]): Variant[] {
  const order = qualifying.toSorted((a, b) => fastestOf(a) - fastestOf(b));
  const close = order.slice(0, 2).filter((side) => fastestOf(side) <= CLOSE * fastestOf(order[0]));
  return VARIANTS.filter((variant) => close.some(({ name }) => name === variant.name));
}

/** Runs every variant alone for a few steps. */
async function qualify(name: string, job: Job, lab: Lab): Promise<Side[]> {
  const sides: Side[] = [];
  for (const [i, variant] of VARIANTS.entries()) {
    lab.progress.update(`${name}: PyTorch ${variant.name} qualifies, ${i + 1}/${VARIANTS.length}`);
    const contender = await enter(variant, job, lab);
    try {
      sides.push(contender.record([await contender.turn(lab.qualifyingSteps)]));
    } finally {
      await contender.close();
    }
    lab.progress.line(`${name}: PyTorch ${variant.name} alone ${stepOf(sides[i]).toFixed(3)} s a step`);
  }
  return sides;
}

/** As released means float32, whatever ours is. */
async function duelReleased(name: string, ours: Contender, job: Job, best: Duel, lab: Lab): Promise<Duel> {
  if (best.precision === "float32" && best.theirs?.name === RELEASED.name) return best;
  return await duel(`${name} against PyTorch as released`, ours, { ...job, precision: "float32" }, [
    RELEASED,
  ], lab);
}
