import { wholeNumber } from "./ablate/options.ts";
import { writeReport } from "./report/write_report.ts";
import { type Arguments, type Command, main } from "./shared/command.ts";
import { createProgress } from "./shared/progress.ts";

/** The task. */
export const command: Command = {
  name: "report",
  summary:
    "Writes one HTML file that needs no other file, no server and no network. Of a run: results, worst and best\n" +
    "images, calibration, curves, configuration. Of several runs: what differs, with paired tests. Of a table: the\n" +
    "table with its plots.",
  usage: "RUN-FOLDER... | TABLE-FOLDER [options]",
  positional: [1, 100],
  flags: {
    out: { kind: "string", value: "FILE", help: "Where it goes; report.html in the folder unless given" },
    base: {
      kind: "string",
      value: "FILE",
      help: "What the config is compared with; configs/NAME.yaml unless given",
    },
    count: { kind: "string", value: "N", help: "Images in each of worst, median and best; 4 unless given" },
    volumes: {
      kind: "boolean",
      help: "Of a run on volumes: also a page for each that is shown, to look around in, in FILE-volumes",
    },
  },
  examples: [
    "runs/quickstart-1a2b3c4d",
    "runs/isic2018-small-1a2b3c4d runs/isic2018-small-5e6f7a8b --out pdcr.html",
    "runs/hippocampus-1a2b3c4d --volumes",
    "runs/ablations/modules/isic2018-small",
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const progress = createProgress();
  const file = await writeReport({
    folders: args.positional,
    out: args.get("out"),
    base: args.get("base"),
    count: wholeNumber(args, "count", 1) ?? 4,
    volumes: args.has("volumes"),
    onPage: (done, count) => progress.update(`Volumes: ${done}/${count}`),
  });
  progress.line(`Report: ${file}`);
  return 0;
}

if (import.meta.main) await main(command);
