import { type Arguments, type Command, main, print, UsageError } from "./shared/command.ts";
import { configOptions, count, runFlags } from "./shared/options.ts";
import { createProgress } from "./shared/progress.ts";
import { chooseCases, openCases } from "./show/open_cases.ts";
import { picturesOf } from "./show/pictures_of.ts";

/** The task. */
export const command: Command = {
  name: "show",
  summary:
    "Writes pictures of training cases with the outline of the truth, a PNG for each case: as they are, or with\n" +
    "--augmented as the training of this config sees them, the very draws of its first epochs.",
  usage: "CONFIG.yaml | RUN-FOLDER [options]",
  positional: [1, 1],
  flags: {
    augmented: {
      kind: "boolean",
      help:
        "The case at the network's size, and beside it what becomes of it in each epoch; of volumes, patches",
    },
    cases: { kind: "string", value: "N", help: "How many, from all over the training split; 6 unless given" },
    case: { kind: "list", value: "ID", help: "This case; may be repeated" },
    epochs: {
      kind: "string",
      value: "N",
      help: "With --augmented: how many epochs, or patches of a volume; 7 unless given",
    },
    verbose: { kind: "boolean", help: "With --augmented: print what was drawn" },
    out: { kind: "string", value: "DIR", help: "Where pictures go; runs/show/NAME unless given" },
    ...runFlags,
  },
  examples: [
    "configs/isic2018-small.yaml --data ../data/isic2018_256 --augmented",
    "configs/quickstart.yaml --augmented --cases 2 --epochs 11 --verbose",
    "configs/hippocampus.yaml --data ../data/Task04_Hippocampus --augmented --cases 2 --epochs 4",
    "my.yaml --case ISIC_0000001 --augmented --set augment='[{ type: elastic, probability: 1 }]'",
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const augmented = args.has("augmented"), epochs = count(args, "epochs", 7), most = count(args, "cases", 6);
  if (!augmented && (args.has("verbose") || args.get("epochs") !== undefined)) {
    throw new UsageError("--epochs and --verbose are of --augmented");
  }
  const progress = createProgress(), opened = await openCases(configOptions(args), progress);
  const cases = chooseCases(opened, args.list("case"), most);
  const out = args.get("out") ?? `runs/show/${opened.config.name}`, verbose = args.has("verbose");
  const pictures = picturesOf(opened, cases, { augmented, out, epochs, verbose, progress });
  for await (const line of pictures) print(line);
  return 0;
}

if (import.meta.main) await main(command);
