import { type Backend, lessMemory, type Run, type TrainListener } from "@dragsaw/core";
import { freeMemory, megabytes, memory } from "../shared/memory.ts";
import type { ProgressLine } from "../shared/progress.ts";
import { estimateMemory } from "./estimate_memory.ts";

/** What is watched: a session, or as much of one. */
export interface Watched {
  readonly backend: Pick<Backend, "environment">;
  readonly run: Pick<Run, "config" | "experiment"> & { readonly dataset: { readonly channels: number } };
}

/** Share of what is there that a training may take without a word: validation and data workers want some too. */
const ENOUGH = .9;

/**
 * Says so, once, when a training takes more memory than there is: before its first step by an estimate, later by what was
 * taken. A system that runs out ends the process without a word. A GPU's own memory is the business of its library.
 *
 * @param limit Bytes that this process can have in all.
 */
export function memoryWatch(
  { backend, run: { config, experiment, dataset } }: Watched,
  progress: ProgressLine,
  limit: () => number = () => memory().resident + freeMemory(),
): TrainListener {
  if (backend.environment.gpu === true) return {};
  let told = false;
  const check = (needed: number, how: string) => {
    const there = limit();
    if (told || needed <= ENOUGH * there) return;
    told = true;
    progress.line(
      [
        `MEMORY: this training ${how} about ${megabytes(needed)}, of ${megabytes(there)} that it can have; ` +
        "the system may end it without a word. What needs less:",
        ...lessMemory(config).map((change) => `  ${change}`),
      ].join("\n"),
    );
  };
  const { weights, copies, activations } = estimateMemory(experiment, config, dataset.channels);
  const there = (1 + experiment.optimizer.slots.length) / copies;
  check(memory().resident + weights * (1 - there) + activations, "will need, by an estimate,");
  return { onStep: () => check(memory().peak, "took") };
}
