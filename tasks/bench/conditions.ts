import { machine } from "../doctor/machine.ts";

/** Other processes that may run beside without being told. */
const SLACK = .75;

/**
 * What makes figures doubtful: more processes ran than ours.
 *
 * @param load Mean number of running processes in the last minute. @param own Of those, the threads that we keep busy.
 * @returns One line, or nothing.
 */
export function busy(load: number, own: number): string[] {
  if (load <= own + SLACK) return [];
  return [
    `The machine was busy: a load of ${
      load.toFixed(1)
    } where ${own} is ours; times may be too long, ratios less sure`,
  ];
}

/** The machine by name, with what the children said of themselves. */
export function describeMachine(about: Readonly<Record<string, string>>): Record<string, string> {
  const { system, cpu, cores, memory } = machine();
  return {
    processor: `${cpu}, ${cores} threads`,
    memory: `${(memory.total / 2 ** 30).toFixed(0)} GiB`,
    system,
    ...about,
  };
}
