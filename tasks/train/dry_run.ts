import { stream, tf } from "@dragsaw/core";
import type { Experiment } from "@dragsaw/core";
import { resolved, type Session } from "../shared/run_session.ts";

/** What would be trained: resolved config, parameters, shapes at the slots, plan, memory. Trains nothing, writes nothing. */
export async function dryRun(session: Session): Promise<string> {
  const { run: { config, experiment, plan, dataset, testSet }, folder } = session;
  const { shapes, bytes } = await forwardOnce(experiment, [2, ...config.size, dataset.channels]);
  const { train: { batchSize, accumulate } } = config;
  const weights = experiment.parameters.all.filter(({ trainable }) => trainable);
  const count = weights.reduce((sum, { variable }) => sum + variable.size, 0);
  const copies = 2 + experiment.optimizer.slots.length + (accumulate > 1 ? 1 : 0);
  const held = count * 4 * copies, activations = bytes / 2 * batchSize;
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
    row("all", count.toLocaleString("en")),
    "Memory (estimate):",
    row("weights and optimiser", `${megabytes(held)} MB (${copies} copies of the weights)`),
    row("activations", `${megabytes(activations)} MB for ${batchSize} images`),
    row("together", `${megabytes(held + activations)} MB beside about 500 MB for TensorFlow and Deno`),
  ].join("\n");
}

/** Shapes at the slots, and bytes of everything that a training pass over `shape` computes on the way forward. */
async function forwardOnce({ network, terms }: Experiment, shape: [number, number, number, number]) {
  const observe = new Set(Object.keys(network.model.slots));
  const shapes: [string, number[]][] = [];
  const random = stream(0, "dry-run");
  const profile = await tf.profile(() =>
    tf.tidy(() => {
      const size = shape.reduce((a, b) => a * b, 1);
      const images = tf.tensor4d(Float32Array.from({ length: size }, () => random.normal()), shape);
      const key = tf.tensor1d([0, 0], "int32");
      const { logits, features, forward } = network.run(images, { key, observe });
      for (const [slot, x] of features) shapes.push([slot, x.shape.slice(1)]);
      const labels = tf.zeros(logits.shape.slice(0, 3), "int32");
      for (const { loss } of terms) loss.compute({ logits, labels, features, forward, key });
    })
  );
  return { shapes, bytes: profile.kernels.reduce((sum, { bytesAdded }) => sum + Math.max(0, bytesAdded), 0) };
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

const megabytes = (bytes: number) => Math.round(bytes / 1e6).toLocaleString("en");
const indent = (text: string) => text.trimEnd().split("\n").map((line) => `  ${line}`).join("\n");
