import { suggest } from "@dragsaw/core/registry";
import { type Arguments, UsageError } from "../shared/command.ts";
import { configFiles } from "../shared/packaged.ts";
import { ablationFile, ablationNames, ABLATIONS, readAblation } from "./ablation.ts";
import { onlyRows, seedsOf } from "./options.ts";
import { quick } from "./quick.ts";
import { planTable, type TablePlan } from "./table_plan.ts";

/** Per-image values are what the tables are made from; pictures of every cell would be many. */
const REPORTS = "reports=[summary, csv]";

/** The plan that the command line asks for. */
export async function planFrom(args: Arguments): Promise<TablePlan> {
  const read = await readAblation(await found(args.positional[0]));
  const seeds = args.get("seeds"), data = args.get("data"), base = args.get("base") ?? read.base;
  const plan = await planTable({ ...read, base, seeds: seeds === undefined ? read.seeds : seedsOf(seeds) }, {
    set: [
      ...data === undefined ? [] : [`dataset.root=${JSON.stringify(data)}`],
      ...args.list("set"),
      REPORTS,
    ],
    change: args.has("quick") ? quick : (tree) => tree,
    runs: runsOf(args),
  });
  const rows = args.list("rows").flatMap((labels) => labels.split(",")).map((label) => label.trim());
  return onlyRows(plan, rows);
}

/** Folder of a table: one for each base. */
export function tableFolder(args: Arguments, { name, baseConfig }: TablePlan): string {
  return `${args.get("out") ?? `${runsOf(args)}/ablations`}/${name}/${baseConfig.config.name}`;
}

/** Trials are kept apart from what counts. */
function runsOf(args: Arguments): string {
  return `${args.get("runs") ?? "runs"}${args.has("quick") ? "/quick" : ""}`;
}

/** The ablation's file. @throws {UsageError} that lists those there are. */
async function found(name: string): Promise<string> {
  const file = await ablationFile(name);
  if (await configFiles.read(file) !== undefined) return file;
  const known = [...new Set([...ABLATIONS, ...await ablationNames("configs/ablations")])].sort();
  const meant = suggest(name, known);
  const hint = meant ? `; did you mean "${meant}"?` : "";
  throw new UsageError(`There is no ablation ${name}; known: ${known.join(", ")}${hint}`);
}
