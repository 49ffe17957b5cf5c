import { type Arguments, type Command, main, print, UsageError } from "./shared/command.ts";
import { configOptions, runFlags } from "./shared/options.ts";
import { createProgress } from "./shared/progress.ts";
import { chooseCases, openCases } from "./show/open_cases.ts";
import { showAugmented } from "./show/show_augmented.ts";
import { showStored } from "./show/show_stored.ts";

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
      help: "The case at the network's size, and beside it what becomes of it in each epoch",
    },
    cases: { kind: "string", value: "N", help: "How many, from all over the training split; 6 unless given" },
    case: { kind: "list", value: "ID", help: "This case; may be repeated" },
    epochs: { kind: "string", value: "N", help: "With --augmented: how many epochs; 7 unless given" },
    verbose: { kind: "boolean", help: "With --augmented: print what was drawn" },
    out: { kind: "string", value: "DIR", help: "Where pictures go; runs/show/NAME unless given" },
    ...runFlags,
  },
  examples: [
    "configs/isic2018-small.yaml --data ../data/isic2018_256 --augmented",
    "configs/quickstart.yaml --augmented --cases 2 --epochs 11 --verbose",
    "my.yaml --case ISIC_0000001 --augmented --set augment='[{ type: elastic, probability: 1 }]'",
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const augmented = args.has("augmented"), epochs = count(args, "epochs", 7), most = count(args, "cases", 6);
  if (!augmented && (args.has("verbose") || args.get("epochs") !== undefined)) {
    throw new UsageError("--epochs and --verbose are of --augmented");
  }
  const opened = await openCases(configOptions(args), createProgress());
  const cases = chooseCases(opened, args.list("case"), most);
  const out = args.get("out") ?? `runs/show/${opened.config.name}`;
  const lines = augmented
    ? showAugmented(opened, cases, { out, epochs, verbose: args.has("verbose") })
    : showStored(opened, cases, out);
  for await (const line of lines) print(line);
  return 0;
}

/** The whole number above 0 that `flag` gives. */
function count(args: Arguments, flag: string, usual: number): number {
  const text = args.get(flag) ?? `${usual}`;
  if (!/^[1-9]\d{0,5}$/.test(text)) {
    throw new UsageError(`--${flag} is "${text}", wanted a whole number from 1 on`);
  }
  return Number(text);
}

if (import.meta.main) await main(command);
