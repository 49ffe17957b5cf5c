import { writeAtomic } from "@dragsaw/core";
import { comparePage, compareText } from "@dragsaw/reports";
import { collectRuns } from "./report/collect_runs.ts";
import { type Arguments, type Command, main, print } from "./shared/command.ts";
import { dirname } from "./shared/paths.ts";

/** The task. */
export const command: Command = {
  name: "compare",
  summary:
    "Lays runs beside the first of them: what their configs have otherwise, and the differences of their results with\n" +
    "intervals and paired tests on the images that all have. Runs that differ in the seed alone are one row.",
  usage: "RUN-FOLDER RUN-FOLDER... [options]",
  positional: [2, 100],
  flags: {
    split: {
      kind: "string",
      value: "NAME",
      help: "Which evaluation; test, or one that all have, unless given",
    },
    html: { kind: "string", value: "FILE", help: "Write the same as a page, with curves and pictures" },
  },
  examples: ["runs/isic2018-small-1a2b3c4d runs/isic2018-small-5e6f7a8b --html pdcr.html"],
  run,
};

async function run(args: Arguments): Promise<number> {
  const html = args.get("html");
  const options = { page: html === undefined ? "." : dirname(html), count: 4, plain: html === undefined };
  const comparison = await collectRuns(args.positional, options, args.get("split"));
  print(compareText(comparison));
  if (html === undefined) return 0;
  await writeAtomic(html, comparePage(comparison));
  print(`\nPage: ${html}`);
  return 0;
}

if (import.meta.main) await main(command);
