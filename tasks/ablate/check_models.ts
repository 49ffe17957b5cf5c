import {
  completeConfig,
  DataError,
  type DataShape,
  type DraftConfig,
  OptionError,
  planExperiment,
} from "@dragsaw/core";
import { ConfigError, type Problem } from "@dragsaw/core/config";
import { js } from "@dragsaw/backend-js";
import type { Registry } from "@dragsaw/core/registry";
import { inRow, rowsOf, type TablePlan } from "./table_plan.ts";

/** What is taken for the data where it cannot be read. */
const USUAL: DataShape = { classes: ["background", "foreground"], channels: 3 };

/**
 * Builds what every row describes, each distinct one once, without weights: what does not fit is told before anything runs.
 *
 * @param needsData Whether data that cannot be read is an error; else the usual kind is taken.
 * @returns What has to be said: that the data could not be read.
 * @throws {ConfigError} with the place of every change that does not fit the base, and its row.
 */
export async function checkModels(plan: TablePlan, needsData: boolean): Promise<readonly string[]> {
  const { config, registry } = plan.baseConfig, notes: string[] = [];
  const data = await shapeOf(config, registry).catch((error) => {
    if (error instanceof OptionError) throw plan.baseConfig.explain(error);
    if (needsData || !(error instanceof DataError)) throw error;
    notes.push(`Rows were checked for two classes and three channels, without the data. ${error.message}`);
    return USUAL;
  });
  // Nothing runs, but layers ask for constants.
  const backend = await js.open();
  try {
    build(plan, data);
  } finally {
    backend.close();
  }
  return notes;
}

function build(plan: TablePlan, data: DataShape): void {
  const problems: Problem[] = [], built = new Set<string>();
  for (const { label, loaded, cells } of rowsOf(plan)) {
    if (built.has(cells[0].hash)) continue;
    built.add(cells[0].hash);
    try {
      planExperiment(completeConfig(loaded.config), loaded.registry, data);
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      problems.push(...inRow(label, loaded.explain(error)));
    }
  }
  if (problems.length > 0) throw new ConfigError(plan.file, problems);
}

/** @throws {OptionError} for data without test cases: a table is of them. */
async function shapeOf({ dataset, testSet, seed }: DraftConfig, registry: Registry): Promise<DataShape> {
  const open = (spec: DraftConfig["dataset"]) => registry.build("dataset", spec, { seed });
  const data = await open(dataset), test = testSet ? await open(testSet) : data;
  if (test.cases("test").length > 0) return data;
  throw new OptionError([testSet ? "testSet" : "dataset"], "found no test cases, which tables are made from");
}
