import { OptionError } from "@dragsaw/core";
import { type Arguments, type Command, main, print } from "./shared/command.ts";
import { configOptions, runFlags } from "./shared/options.ts";
import { createProgress } from "./shared/progress.ts";
import { openSession } from "./shared/run_session.ts";
import { dryRun } from "./train/dry_run.ts";
import { trainAlone } from "./train/train_alone.ts";

const command: Command = {
  name: "train",
  summary:
    "Trains a network from a config, or goes on with a run: an existing run folder is continued where it stopped,\n" +
    "to the same bits. Ctrl-C finishes the step in hand, saves and leaves.",
  usage: "CONFIG.yaml | RUN-FOLDER [options]",
  positional: [1, 1],
  flags: {
    ...runFlags,
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
    "runs/quickstart-1a2b3c4d",
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const progress = createProgress();
  const session = await openSession({ ...configOptions(args), progress });
  try {
    if (args.has("dry-run")) {
      print(dryRun(session));
      return 0;
    }
    const attached = args.has("attached"), restart = args.has("restart");
    return await trainAlone(session, { restart, attached, progress });
  } catch (error) {
    if (error instanceof OptionError) throw session.loaded.explain(error);
    throw error;
  } finally {
    session.close();
  }
}

if (import.meta.main) await main(command);
