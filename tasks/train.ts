import { type Arguments, type Command, main } from "./shared/command.ts";
import { configOptions, runFlags } from "./shared/options.ts";
import { createProgress } from "./shared/progress.ts";
import { foldsOf } from "./train/folds_of.ts";
import { trainConfig } from "./train/train_config.ts";

/** The task. */
export const command: Command = {
  name: "train",
  summary:
    "Trains a network from a config, or goes on with a run: an existing run folder is continued where it stopped,\n" +
    "to the same bits. Ctrl-C finishes the step in hand, saves and leaves.",
  usage: "CONFIG.yaml | RUN-FOLDER [options]",
  positional: [1, 1],
  flags: {
    ...runFlags,
    fold: {
      kind: "string",
      value: "N|all",
      help: "Fold of cross-validation, from 0; all: one after another, each in a run folder of its own",
    },
    run: { kind: "string", value: "DIR", help: "Run folder; runs/NAME-HASH unless given" },
    restart: { kind: "boolean", help: "Delete the run folder's checkpoints and begin anew" },
    attached: {
      kind: "boolean",
      help: "Stop as at Ctrl-C when standard input ends: for programs that start trainings",
    },
    "dry-run": {
      kind: "boolean",
      help: "Show the resolved config, parameters, shapes and memory; train nothing",
    },
  },
  examples: [
    "configs/quickstart.yaml",
    "configs/isic2018-small.yaml --data ../data/isic2018_256 --set seed=1",
    "configs/isic2017.yaml --dry-run",
    "configs/hippocampus.yaml --data ../data/Task04_Hippocampus --fold all",
    "runs/quickstart-1a2b3c4d",
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const options = configOptions(args);
  const restart = args.has("restart"), attached = args.has("attached"), dryRun = args.has("dry-run");
  for (const set of await foldsOf(args.get("fold"), options)) {
    const mode = { restart, attached, dryRun, progress: createProgress() };
    const status = await trainConfig({ ...options, set: [...options.set, ...set] }, mode);
    if (status !== 0) return status;
  }
  return 0;
}

if (import.meta.main) await main(command);
