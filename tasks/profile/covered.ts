import type { StepCosts } from "./measure.ts";

/** Share of the steps' time in which at least one op ran. */
export function covered(steps: readonly StepCosts[]): number {
  let busy = 0;
  for (const call of steps.flatMap(({ calls }) => calls)) {
    let until = -Infinity;
    for (const { start, duration } of call.toSorted((a, b) => a.start - b.start)) {
      busy += Math.max(0, start + duration - Math.max(start, until));
      until = Math.max(until, start + duration);
    }
  }
  return busy / 1e6 / steps.reduce((sum, { seconds }) => sum + seconds, 0);
}
