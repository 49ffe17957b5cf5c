import { type ComparedRun, compareRuns, type Comparison, flatten } from "@dragsaw/reports";
import { parse } from "@std/yaml";
import { UsageError } from "../shared/command.ts";
import { type CollectOptions, collectRun } from "./collect_run.ts";

/** Reads runs and lays them beside each other. @param split Which evaluation; one that all have unless given. */
export async function collectRuns(
  folders: readonly string[],
  options: CollectOptions,
  split?: string,
): Promise<Comparison> {
  const found: ComparedRun[] = [];
  for (const folder of folders) {
    const run = await collectRun(folder, options);
    const config = parse(run.config.text) as { readonly seed: number };
    found.push({ run, config: flatten(config), seed: config.seed });
  }
  const comparison = compareRuns(found, split);
  if (split !== undefined && comparison.split === null) {
    throw new UsageError(
      `Not all of the runs are measured on "${split}": deno task evaluate RUN --split ${split}`,
    );
  }
  return comparison;
}
