import type { Contender } from "./contender.ts";

/** How long a comparison is. */
export interface Plan {
  /** Times that each contender has its turn. */
  readonly rounds: number;
  /** Steps in a turn. */
  readonly steps: number;
}

/** Seconds that the turns of a case should take together, and one turn. */
const WHOLE = 75, TURN = 2.5;

/** Milliseconds between turns: idle threads of a library spin for a while before they sleep. */
const PAUSE = 200;

/**
 * How many rounds, of how many steps.
 *
 * @param seconds Of a step, one value a contender.
 * @param wanted What the user fixed.
 */
export function planTurns(seconds: readonly number[], wanted: Partial<Plan> = {}): Plan {
  const steps = wanted.steps ?? clamp(Math.round(TURN / Math.max(...seconds)), 1, 10);
  const round = steps * seconds.reduce((sum, each) => sum + each, 0);
  return { steps, rounds: wanted.rounds ?? clamp(Math.round(WHOLE / round), 5, 30) };
}

/**
 * Lets contenders work in turns, never two at once, each round begun by another one: what slows the machine for a while
 * slows all of them.
 *
 * @param onRound Told after each round.
 * @returns Seconds by contender, round and step.
 */
export async function takeTurns(
  contenders: readonly Contender[],
  { rounds, steps }: Plan,
  onRound: (done: number) => void = () => {},
  pause: number = PAUSE,
): Promise<(readonly number[])[][]> {
  const seconds: (readonly number[])[][] = contenders.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < contenders.length; i++) {
      const at = (round + i) % contenders.length;
      seconds[at].push(await contenders[at].turn(steps));
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    onRound(round + 1);
  }
  return seconds;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
