import { openDatasets, OptionError, planVolumes, writeAtomic } from "@dragsaw/core";
import { type Arguments, type Command, main, print, UsageError } from "./shared/command.ts";
import { configOptions, runFlags } from "./shared/options.ts";
import { createProgress } from "./shared/progress.ts";
import { volumeFolder } from "./shared/run_session.ts";
import { load } from "./shared/session.ts";

/** The task. */
export const command: Command = {
  name: "plan",
  summary:
    "Looks through the volumes of a config's dataset and plans how to train on them: spacing, patch, batch and network\n" +
    "within a budget of memory. Training does the same by itself; a plan that was written can be edited and named in the\n" +
    "config as planner.file.",
  usage: "CONFIG.yaml [options]",
  positional: [1, 1],
  flags: {
    set: runFlags.set,
    data: runFlags.data,
    memory: {
      kind: "string",
      value: "8GB",
      help: "Memory that training may take; planner.memory unless given",
    },
    out: { kind: "string", value: "FILE", help: "Write the plan there, as JSON" },
  },
  examples: [
    "configs/hippocampus.yaml --data ../data/Task04_Hippocampus",
    "configs/heart.yaml --memory 6GB --out plan.json",
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const progress = createProgress(), memory = args.get("memory"), out = args.get("out");
  const { source, set } = configOptions(args);
  const loaded = await load(source, [...set, ...memory === undefined ? [] : [`planner.memory=${memory}`]]);
  const { config, registry } = loaded;
  if (!config.planner) {
    throw new UsageError(`"${source}" has no planner: write "planner: { type: nnunet, memory: 8GB }" in it`);
  }
  try {
    const { dataset } = await openDatasets(config, registry);
    const plan = await planVolumes(config, registry, dataset, {
      folder: volumeFolder("runs/any"),
      onCase: (done, count) => progress.update(`Looking at volumes: ${done} of ${count}`),
    });
    progress.update("");
    plan.describe().forEach(print);
    if (out !== undefined) {
      await writeAtomic(out, plan.text);
      progress.line(`Written to ${out}: to train by it, --set planner.file=${out}`);
    }
    return 0;
  } catch (error) {
    throw error instanceof OptionError ? loaded.explain(error) : error;
  }
}

if (import.meta.main) await main(command);
