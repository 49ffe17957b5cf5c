import { type Arguments, type Command, main, print } from "./shared/command.ts";
import { configOptions, runFlags } from "./shared/options.ts";
import { createProgress, type ProgressLine } from "./shared/progress.ts";
import { openData } from "./verify/open_data.ts";
import { verifiedText, verifyData } from "./verify/verify_data.ts";

/** The task. */
export const command: Command = {
  name: "verify",
  summary:
    "Reads all data of a config, of a run or of a folder, and names everything wrong with it: file, reason, what to do.\n" +
    "Writes a page with outlines of masks, and report.json. Exit status: 0 nothing that stops a training, 1 errors, 2 usage.",
  usage: "CONFIG.yaml | RUN-FOLDER | DATA-FOLDER [options]",
  positional: [1, 1],
  flags: {
    fix: {
      kind: "boolean",
      help:
        "Mend what is safe, originals kept as .NAME.orig: wrong ending, mask of 0 and 1 among 0 and 255, EXIF turn",
    },
    json: { kind: "boolean", help: "Print the report as JSON and nothing else" },
    out: { kind: "string", value: "DIR", help: "Where page and report go; runs/data/NAME unless given" },
    type: {
      kind: "string",
      value: "NAME",
      help: "Dataset that reads a data folder; the one that fits best unless given",
    },
    all: { kind: "boolean", help: "Print every file; 10 of a kind unless given" },
    ...runFlags,
  },
  examples: [
    "configs/isic2018-small.yaml --data ../data/isic2018_256",
    "my-images --fix",
    "Dataset004_Hippocampus --type nifti --json",
    "volumes --type nifti --set 'dataset.channels=[CT]' --set 'dataset.labels={background: 0, spleen: 1}'",
  ],
  run,
};

const SILENT: ProgressLine = { update: () => {}, line: () => {} };

async function run(args: Arguments): Promise<number> {
  const json = args.has("json"), progress = json ? SILENT : createProgress();
  const verified = await verifyData({
    open: () => openData(configOptions(args), args.get("type"), progress),
    fix: args.has("fix"),
    out: args.get("out"),
    runs: "runs",
    progress,
  });
  if (json) print(JSON.stringify(verified, null, 1));
  else verifiedText(verified, args.has("all") ? Infinity : 10).forEach(progress.line);
  return verified.errors.length > 0 ? 1 : 0;
}

if (import.meta.main) await main(command);
