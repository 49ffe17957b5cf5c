/**
 * Trainings that are stopped on their way, to compare with those left alone.
 *
 * @module
 */
import type { Random } from "@dragsaw/core/data";
import { type Ended, mustRun, show, startTask } from "./cli.ts";
import { sha256 } from "./tiny.ts";

/** SHA-256 of a run's two checkpoints. */
export async function checkpoints(run: string): Promise<{ last: string; best: string }> {
  const file = (name: string) => sha256(`${run}/checkpoints/${name}.safetensors`);
  return { last: await file("last"), best: await file("best") };
}

/** A training that nothing disturbs. @returns Hashes of its checkpoints. */
export async function leftAlone(args: readonly string[], run: string) {
  await mustRun("train", [...args, "--run", run]);
  return await checkpoints(run);
}

/** When and with what a training is stopped. */
export interface Stops {
  /** Steps in all, logged one by one. */
  readonly steps: number;
  /** How often. */
  readonly times: number;
  /** Draws the moments. */
  readonly random: Random;
  /** Options of each start, counted from 0, the last one included. */
  readonly options?: (start: number) => readonly string[];
}

/**
 * Kills a training `times` at drawn moments and starts it again each time, then lets it end.
 *
 * @returns Hashes of its checkpoints, and how many kills found it at work.
 */
export async function killed(args: readonly string[], run: string, stops: Stops) {
  const { steps, times, random, options = () => [] } = stops;
  // One in each of as many equal parts of the training, and none in a last part: all find it at work.
  const at = Array.from({ length: times }, (_, n) => Math.ceil((n + random.uniform()) / (times + 1) * steps));
  let kills = 0;
  for (const [start, step] of at.entries()) {
    const task = startTask("train", [...args, "--run", run, ...options(start)]);
    await task.said(new RegExp(`Already trained|Trained|${logged(step, steps)}`));
    await pause(random.between(0, 30));
    task.kill("SIGKILL");
    const end = await task.ended;
    if (end.status === null && !end.stdout.includes("Trained ")) kills++;
    else if (end.status !== null && end.status !== 0) throw new Error(show(end));
  }
  const end: Ended = await mustRun("train", [...args, "--run", run, ...options(times)]);
  return { ...await checkpoints(run), kills, end };
}

/** Matches the log line of `step` or of a later one: where a run goes on may lie after it. */
export function logged(step: number, steps: number): string {
  const later = Array.from({ length: steps - step + 1 }, (_, i) => step + i);
  return ` (${later.join("|")})/${steps}  epoch`;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
