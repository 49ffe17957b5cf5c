import { checkModels } from "./ablate/check_models.ts";
import { dryRun } from "./ablate/dry_run.ts";
import { cellNumber, wholeNumber } from "./ablate/options.ts";
import { ablateFlags, EXAMPLES, SUMMARY } from "./ablate/help.ts";
import { planFrom, tableFolder } from "./ablate/plan_from.ts";
import { slurmScript } from "./ablate/slurm.ts";
import { failureLines } from "./ablate/sweep.ts";
import { cellsOf, type TablePlan } from "./ablate/table_plan.ts";
import { trainCells } from "./ablate/train_cells.ts";
import { writeTable } from "./ablate/write_table.ts";
import { type Arguments, type Command, main, print, printError } from "./shared/command.ts";
import { choice } from "./shared/options.ts";
import { BUSY, INTERRUPTED } from "./shared/status.ts";

/** The task. */
export const command: Command = {
  name: "ablate",
  summary: SUMMARY,
  usage: "NAME | FILE.yaml [options]",
  positional: [1, 1],
  flags: ablateFlags,
  examples: EXAMPLES,
  run,
};

async function run(args: Arguments): Promise<number> {
  const jobs = wholeNumber(args, "jobs", 1) ?? 1;
  const plan = await planFrom(args), cells = cellsOf(plan);
  const one = cellNumber(args, cells.length);
  const trains = args.get("print") === undefined && !args.has("dry-run") && !args.has("table");
  (await checkModels(plan, trains)).forEach(printError);
  if (args.get("print") !== undefined) {
    choice(args, "print", ["slurm"]);
    print(slurmScript(plan, cells, Deno.args).trimEnd());
  } else if (args.has("dry-run")) print(await dryRun(plan, jobs));
  else if (args.has("table")) print(await writeTable(plan, tableFolder(args, plan)));
  else return await sweep(args, plan, { jobs, one });
  return 0;
}

/** Trains, and writes the table when all has ended. @param one Number of the only cell to train. */
async function sweep(
  args: Arguments,
  plan: TablePlan,
  { jobs, one }: { jobs: number; one: number | undefined },
): Promise<number> {
  const cells = cellsOf(plan);
  const end = await trainCells(one === undefined ? cells : [cells[one]], { jobs, wait: one === undefined });
  if (end === "interrupted") return INTERRUPTED;
  if (one === undefined) print(await writeTable(plan, tableFolder(args, plan)));
  failureLines(end.failed).forEach(printError);
  if (end.failed.length > 0) return 1;
  return end.open.length > 0 ? BUSY : 0;
}

if (import.meta.main) await main(command);
