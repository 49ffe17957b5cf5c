import { type Experiment, type Features, tf } from "@dragsaw/core";
import { freeMemory, megabytes, memory } from "../shared/memory.ts";
import { resolved, type Session } from "../shared/run_session.ts";
import { estimateMemory } from "./estimate_memory.ts";

/** What would be trained: resolved config, parameters, shapes at the slots, plan, memory. Trains nothing, writes nothing. */
export function dryRun(session: Session): string {
  const { run: { config, experiment, plan, dataset, testSet }, folder } = session;
  const shapes = shapesAtSlots(experiment, [1, ...config.size, dataset.channels]);
  const { weights, copies, activations } = estimateMemory(experiment, config, dataset.channels);
  const { train: { batchSize, accumulate } } = config;
  const row = (name: string, value: string) => `  ${name.padEnd(22)}${value}`;
  return [
    "Resolved config:",
    indent(resolved(session)),
    "Data:",
    ...(["train", "val"] as const).map((split) => row(split, `${dataset.cases(split).length} cases`)),
    row("test", `${testSet.cases("test").length} cases${testSet === dataset ? "" : ` of ${testSet.name}`}`),
    "Plan:",
    row("run folder", folder.path),
    row("steps", `${plan.steps} of ${batchSize * accumulate} images (${plan.stepsPerEpoch} an epoch)`),
    row("validation", `every ${plan.validateEvery} steps, best by ${plan.monitor.metric}`),
    "Slots (batch 1):",
    ...shapes.map(([slot, shape]) => row(slot, shape.join(" x "))),
    "Parameters:",
    ...groups(experiment).map(([name, size]) => row(name, size.toLocaleString("en"))),
    row("all", groups(experiment).reduce((sum, [, size]) => sum + size, 0).toLocaleString("en")),
    "Memory (estimate):",
    row("weights and optimiser", `${megabytes(weights)} (${copies} times the weights)`),
    row("activations", `${megabytes(activations)} for ${batchSize} images at once`),
    row("together", `${megabytes(weights + activations)} beside about 450 MB for TensorFlow and Deno`),
    row("can be had", megabytes(memory().resident + freeMemory())),
  ].join("\n");
}

/** Shapes at the slots, by a pass over an empty image. */
function shapesAtSlots({ network }: Experiment, shape: number[]) {
  const observe = new Set(Object.keys(network.model.slots));
  return tf.tidy(() => {
    const { features } = network.run(tf.zeros<tf.Rank>(shape) as Features, { observe });
    return [...features].map(([slot, x]) => [slot, x.shape.slice(1)] as const);
  });
}

/** Weights by the first part of their name and what is under it. */
function groups({ parameters }: Experiment): [string, number][] {
  const sums = new Map<string, number>();
  for (const { name, variable, trainable } of parameters.all) {
    if (!trainable) continue;
    const group = name.split(".").slice(0, 2).join(".");
    sums.set(group, (sums.get(group) ?? 0) + variable.size);
  }
  return [...sums];
}

const indent = (text: string) => text.trimEnd().split("\n").map((line) => `  ${line}`).join("\n");
